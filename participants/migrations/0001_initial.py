
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import participants.values.countries
import participants.values.dates
import participants.models.applications.application
import participants.models.applications.parts
import participants.models.reading
import participants.models.parts.theme
import participants.models.identity.matching
import participants.values.languages
import participants.values.fields
import taggit.managers
import uuid
import wagtail.images.models
import wagtail.models.media
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(get_image_model_string()),
        ('contenttypes', '0002_remove_content_type_name'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HeldLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('file', models.FileField(editable=False, storage=participants.models.applications.parts.letter_storage, upload_to='held/')),
                ('held_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='RegistryState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=36)),
            ],
        ),
        migrations.CreateModel(
            name='SendingRate',
            fields=[
                ('key', models.CharField(editable=False, max_length=64, primary_key=True, serialize=False)),
                ('times', models.JSONField(default=list, editable=False)),
                ('forget_at', models.DateTimeField(db_index=True, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
                ('labels', participants.values.languages.TextsPerLanguageField(default=dict, verbose_name='names')),
            ],
            options={
                'verbose_name': 'theme',
                'verbose_name_plural': 'themes',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ThemeName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(editable=False, max_length=10)),
                ('folded', models.CharField(editable=False, max_length=255)),
                ('theme', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='folded_names', to='participants.theme')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('language', 'folded'), name='unique_theme_name_per_language'), models.UniqueConstraint(fields=('theme', 'language'), name='one_name_per_theme_and_language')],
            },
        ),
        migrations.CreateModel(
            name='TagName',
            fields=[
                ('tag', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='folded_name', serialize=False, to='taggit.tag')),
                ('folded', models.CharField(editable=False, max_length=255, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=participants.models.applications.application.new_reference, editable=False, max_length=16, unique=True, verbose_name='reference')),
                ('state', models.CharField(choices=[('unconfirmed', 'e-mail address not confirmed'), ('received', 'received'), ('in_review', 'in review'), ('question_asked', 'question asked'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='unconfirmed', editable=False, max_length=16, verbose_name='state')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='received')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmed')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided')),
                ('welcomed_at', models.DateTimeField(editable=False, null=True, verbose_name='welcomed')),
                ('erased_at', models.DateTimeField(editable=False, null=True, verbose_name='personal data removed')),
                ('reason', participants.values.fields.RunningTextField(blank=True, editable=False, max_length=2000, verbose_name='reason')),
                ('sending_key', models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ('sent_digest', models.CharField(blank=True, editable=False, max_length=64)),
                ('link_secret', models.CharField(default=participants.models.applications.application.new_link_secret, editable=False, max_length=32)),
                ('names', participants.values.languages.TextsPerLanguageField(default=dict, verbose_name='usual names')),
                ('name_local', participants.values.fields.OneLineField(blank=True, max_length=255, verbose_name='local name')),
                ('kind', models.CharField(choices=[('city', 'city'), ('municipality', 'municipality'), ('metropolitan_city', 'metropolitan city'), ('county', 'county'), ('province', 'province'), ('department', 'department'), ('region', 'region'), ('other', 'other authority')], max_length=20, verbose_name='kind')),
                ('country', models.CharField(choices=participants.values.countries.country_choices, max_length=2, verbose_name='country')),
                ('region', participants.values.fields.OneLineField(blank=True, max_length=255, verbose_name='region')),
                ('address', participants.values.fields.RunningTextField(max_length=500, verbose_name='address of the town hall')),
                ('website', participants.values.fields.OneLineURLField(blank=True, max_length=500, verbose_name='website')),
                ('population', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000000)], verbose_name='population')),
                ('population_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1800)], verbose_name='year')),
                ('population_source', participants.values.fields.OneLineField(blank=True, max_length=255, verbose_name='source')),
                ('roma_population', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000000)], verbose_name='Roma population')),
                ('roma_population_basis', models.CharField(blank=True, choices=[('official', 'official data'), ('estimate', 'estimate'), ('unofficial', 'unofficial data'), ('self_declared', 'self-declared'), ('unknown', 'basis not stated')], max_length=16, verbose_name='basis')),
                ('roma_population_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1800)], verbose_name='year')),
                ('roma_population_source', participants.values.fields.OneLineField(blank=True, max_length=255, verbose_name='source')),
                ('roma_population_absence', models.CharField(blank=True, choices=[('not_collected', 'not collected'), ('not_published', 'not published'), ('withheld', 'withheld')], max_length=16, verbose_name='reason for absence')),
                ('representative_name', participants.values.fields.OneLineField(max_length=255, verbose_name='name of the representative')),
                ('representative_role', models.CharField(choices=[('mayor', 'mayor'), ('deputy_mayor', 'deputy mayor'), ('president', 'president'), ('vice_president', 'vice-president'), ('governor', 'governor'), ('councillor', 'councillor'), ('other', 'representative')], max_length=16, verbose_name='role')),
                ('letter', models.FileField(blank=True, storage=participants.models.applications.parts.letter_storage, upload_to='letters/%Y/', verbose_name='letter')),
                ('contact_name', participants.values.fields.OneLineField(max_length=255, verbose_name='contact person')),
                ('contact_email', participants.values.fields.OneLineEmailField(max_length=254, verbose_name='e-mail')),
                ('contact_phone', participants.values.fields.OneLineField(blank=True, max_length=100, validators=[participants.values.fields.validate_telephone], verbose_name='telephone')),
                ('language', models.CharField(choices=participants.values.languages.language_choices, max_length=10, verbose_name='language of correspondence')),
                ('has_consented', models.BooleanField(verbose_name='consents to the processing of these data')),
                ('assigned_to', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='assigned to')),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
            ],
            options={
                'verbose_name': 'application',
                'verbose_name_plural': 'applications',
                'ordering': ['-received_at', '-pk'],
                'permissions': [('decide_application', 'Can decide on applications')],
            },
        ),
        migrations.CreateModel(
            name='ApplicationMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('question', 'question of the office'), ('answer', 'answer of the applicant'), ('note', 'internal note')], max_length=16, verbose_name='kind')),
                ('text', participants.values.fields.RunningTextField(max_length=5000, verbose_name='text')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='written')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='participants.application')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['written_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CreditedImage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('author', participants.values.fields.OneLineField(help_text='Who took or drew it: a person, not a platform.', max_length=255, verbose_name='author')),
                ('licence', models.CharField(choices=[('all-rights-reserved', 'All rights reserved, used with permission'), ('CC0-1.0', 'CC0 1.0'), ('CC-BY-4.0', 'CC BY 4.0'), ('CC-BY-SA-4.0', 'CC BY-SA 4.0'), ('public-domain', 'Public domain')], max_length=32, verbose_name='licence')),
                ('source', participants.values.fields.OneLineField(help_text='Where it comes from: an address or an archive.', max_length=500, verbose_name='source')),
                ('alternative_texts', participants.values.languages.TextsPerLanguageField(default=dict, help_text='What the picture shows, for those who do not see it.', verbose_name='alternative texts')),
                ('placeholder', models.CharField(blank=True, editable=False, max_length=7)),
                ('rendition_edition', models.PositiveSmallIntegerField(db_index=True, default=0, editable=False)),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text=None, through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='uploaded by user')),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'permissions': [('choose_image', 'Can choose image')],
                'abstract': False,
                'indexes': [models.Index(fields=['file'], name='credited_image_by_file')],
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('locked', models.BooleanField(default=False, editable=False, verbose_name='locked')),
                ('locked_at', models.DateTimeField(editable=False, null=True, verbose_name='locked at')),
                ('number', models.PositiveIntegerField(blank=True, help_text='The ordinal issued at admission. Leave empty when it is not known.', null=True, unique=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(999999)], verbose_name='number')),
                ('slug', participants.values.fields.OneLineSlugField(allow_unicode=True, blank=True, help_text='The last part of its address. Left empty, it is made from the name.', max_length=100, unique=True, verbose_name='slug')),
                ('name_local', participants.values.fields.OneLineField(blank=True, help_text='As the authority writes itself, in its own script.', max_length=255, verbose_name='local name')),
                ('kind', models.CharField(choices=[('city', 'city'), ('municipality', 'municipality'), ('metropolitan_city', 'metropolitan city'), ('county', 'county'), ('province', 'province'), ('department', 'department'), ('region', 'region'), ('other', 'other authority')], max_length=20, verbose_name='kind')),
                ('country', models.CharField(choices=participants.values.countries.country_choices, max_length=2, verbose_name='country')),
                ('latitude', models.DecimalField(blank=True, decimal_places=5, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('-90')), django.core.validators.MaxValueValidator(Decimal('90'))], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True, validators=[django.core.validators.MinValueValidator(Decimal('-180')), django.core.validators.MaxValueValidator(Decimal('180'))], verbose_name='longitude')),
                ('website', participants.values.fields.OneLineURLField(blank=True, max_length=500, verbose_name='website')),
                ('source_url', participants.values.fields.OneLineURLField(blank=True, help_text='The page or document that says that it takes part.', max_length=500, verbose_name='source')),
                ('distinct_from', models.JSONField(blank=True, default=list, validators=[participants.values.fields.validate_slugs], verbose_name='other authorities of a like name')),
                ('status', models.CharField(choices=[('not_admitted', 'not admitted'), ('participant', 'participant'), ('suspended', 'suspended'), ('withdrawn', 'withdrawn'), ('merged', 'merged')], default='not_admitted', editable=False, max_length=16, verbose_name='status')),
                ('joined_on', models.DateField(editable=False, null=True, verbose_name='joined')),
                ('joined_on_precision', models.CharField(blank=True, choices=[('year', 'year'), ('month', 'month'), ('day', 'day')], editable=False, max_length=5)),
                ('left_on', models.DateField(editable=False, null=True, verbose_name='left')),
                ('left_on_precision', models.CharField(blank=True, choices=[('year', 'year'), ('month', 'month'), ('day', 'day')], editable=False, max_length=5)),
                ('search_text', models.TextField(blank=True, editable=False)),
                ('sort_name', models.CharField(blank=True, editable=False, max_length=255)),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='picture')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
            ],
            options={
                'verbose_name': 'participant',
                'verbose_name_plural': 'participants',
                'ordering': ['sort_name', 'pk'],
            },
            bases=(participants.models.reading.ParticipantReading, models.Model, modelsearch.index.Indexed),
        ),
        migrations.CreateModel(
            name='IssuedNumber',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('issued_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('participant', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='issued_number', to='participants.participant')),
            ],
            options={
                'verbose_name': 'issued number',
                'verbose_name_plural': 'issued numbers',
            },
        ),
        migrations.AddField(
            model_name='application',
            name='participant',
            field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='application', to='participants.participant', verbose_name='participant'),
        ),
        migrations.CreateModel(
            name='ParticipantText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', participants.values.fields.OneLineField(help_text='The form that readers of this language know.', max_length=255, verbose_name='usual name')),
                ('location_note', participants.values.fields.OneLineField(blank=True, help_text='Such as “40 km west of Athens”.', max_length=255, verbose_name='location')),
                ('summary', participants.values.fields.CleanRichTextField(blank=True, verbose_name='summary')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('participant', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='participants.participant')),
            ],
            options={
                'verbose_name': 'text',
                'verbose_name_plural': 'texts',
            },
        ),
        migrations.CreateModel(
            name='Representative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', participants.values.fields.OneLineField(max_length=255, verbose_name='name')),
                ('role', models.CharField(choices=[('mayor', 'mayor'), ('deputy_mayor', 'deputy mayor'), ('president', 'president'), ('vice_president', 'vice-president'), ('governor', 'governor'), ('councillor', 'councillor'), ('other', 'representative')], max_length=16, verbose_name='role')),
                ('since', participants.values.dates.PartialDateField(blank=True, help_text='As far as it is known: 2014, 2014-12 or 2014-12-05.', max_length=10, verbose_name='since')),
                ('until', participants.values.dates.PartialDateField(blank=True, help_text='As far as it is known: 2014, 2014-12 or 2014-12-05.', max_length=10, verbose_name='until')),
                ('source_url', participants.values.fields.OneLineURLField(blank=True, max_length=500, verbose_name='source')),
                ('participant', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='representatives', to='participants.participant')),
            ],
            options={
                'verbose_name': 'representative',
                'verbose_name_plural': 'representatives',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ParticipantTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_items', to='participants.participant')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participant_themes', to='participants.theme')),
            ],
        ),
        migrations.AddField(
            model_name='participant',
            name='themes',
            field=participants.models.parts.theme.ThemesField(blank=True, through='participants.ParticipantTheme', to='participants.Theme', verbose_name='themes'),
        ),
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('started_on', participants.values.dates.PartialDateField(blank=True, help_text='As far as it is known: 2014, 2014-12 or 2014-12-05.', max_length=10, verbose_name='started')),
                ('funding', models.CharField(choices=[('own', 'own funds'), ('national', 'national funds'), ('european', 'European funds'), ('private', 'private funds'), ('mixed', 'mixed funds'), ('unknown', 'not stated')], default='unknown', max_length=16, verbose_name='funding')),
                ('source_url', participants.values.fields.OneLineURLField(blank=True, max_length=500, verbose_name='source')),
                ('participant', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='initiatives', to='participants.participant')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'initiative',
                'verbose_name_plural': 'initiatives',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ApplicationMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', participants.values.fields.OneLineField(max_length=255, verbose_name='title')),
                ('description', participants.values.fields.RunningTextField(blank=True, max_length=2000, verbose_name='description')),
                ('started_on', participants.values.dates.PartialDateField(blank=True, help_text='As far as it is known: 2014, 2014-12 or 2014-12-05.', max_length=10, verbose_name='started')),
                ('funding', models.CharField(choices=[('own', 'own funds'), ('national', 'national funds'), ('european', 'European funds'), ('private', 'private funds'), ('mixed', 'mixed funds'), ('unknown', 'not stated')], default='unknown', max_length=16, verbose_name='funding')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='participants.application')),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.theme', verbose_name='theme')),
            ],
            options={
                'verbose_name': 'measure',
                'verbose_name_plural': 'measures',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ApplicationDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.CharField(max_length=64)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='participants.application')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id'), name='drafted_for_one_application')],
            },
        ),
        migrations.CreateModel(
            name='CreditedRendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='participants.creditedimage')),
            ],
            options={
                'indexes': [models.Index(fields=['file'], name='credited_rendition_by_file')],
                'constraints': [models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='unique_credited_rendition')],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name='InitiativeText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', participants.values.fields.OneLineField(max_length=255, verbose_name='title')),
                ('description', participants.values.fields.CleanRichTextField(blank=True, verbose_name='description')),
                ('staff_roles', participants.values.fields.RunningTextField(blank=True, help_text='Who works there, one profession a line.', verbose_name='professions')),
                ('initiative', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='participants.initiative')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='language')),
            ],
            options={
                'verbose_name': 'initiative text',
                'verbose_name_plural': 'initiative texts',
                'constraints': [models.UniqueConstraint(fields=('initiative', 'locale'), name='unique_text_per_initiative_and_locale')],
            },
        ),
        migrations.CreateModel(
            name='MembershipEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('kind', models.CharField(choices=[('admitted', 'admitted'), ('suspended', 'suspended'), ('reinstated', 'reinstated'), ('withdrawn', 'withdrew'), ('renamed', 'renamed'), ('merged', 'merged into another authority')], max_length=16, verbose_name='event')),
                ('date', participants.values.dates.PartialDateField(blank=True, help_text='As far as it is known: 2014, 2014-12 or 2014-12-05.', max_length=10, verbose_name='date')),
                ('note', participants.values.fields.OneLineField(blank=True, help_text='For the office; it is not published.', max_length=500, verbose_name='note')),
                ('source_url', participants.values.fields.OneLineURLField(blank=True, max_length=500, verbose_name='source')),
                ('standing', models.CharField(blank=True, choices=[('not_admitted', 'not admitted'), ('participant', 'participant'), ('suspended', 'suspended'), ('withdrawn', 'withdrawn'), ('merged', 'merged')], editable=False, max_length=16)),
                ('admitted', models.CharField(blank=True, editable=False, max_length=10)),
                ('until', models.CharField(default='9999-12-31', editable=False, max_length=10)),
                ('participant', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='participants.participant')),
                ('successor', models.ForeignKey(blank=True, help_text='The authority that it merged into.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='participants.participant', verbose_name='successor')),
            ],
            options={
                'verbose_name': 'membership event',
                'verbose_name_plural': 'membership events',
                'ordering': ['sort_order'],
                'abstract': False,
                'indexes': [models.Index(fields=['participant', 'date', 'until'], name='participant_partici_b35208_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'merged'), ('successor', None), _connector='OR'), name='only_a_merger_has_a_successor')],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('measure', models.CharField(choices=[('population', 'population'), ('roma_population', 'Roma population')], max_length=16, verbose_name='measure')),
                ('qualifier', models.CharField(choices=[('exact', 'exactly'), ('about', 'about'), ('almost', 'almost'), ('more_than', 'more than')], default='exact', max_length=16, verbose_name='precision')),
                ('value', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000000)], verbose_name='value')),
                ('value_max', models.PositiveIntegerField(blank=True, help_text='For a range: the upper end.', null=True, validators=[django.core.validators.MaxValueValidator(100000000)], verbose_name='up to')),
                ('absence', models.CharField(blank=True, choices=[('not_collected', 'not collected'), ('not_published', 'not published'), ('withheld', 'withheld')], max_length=16, verbose_name='reason for absence')),
                ('basis', models.CharField(blank=True, choices=[('official', 'official data'), ('estimate', 'estimate'), ('unofficial', 'unofficial data'), ('self_declared', 'self-declared'), ('unknown', 'basis not stated')], max_length=16, verbose_name='basis')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1800), django.core.validators.MaxValueValidator(2200)], verbose_name='year')),
                ('source', participants.values.fields.OneLineField(blank=True, help_text='The document that gives the value.', max_length=255, verbose_name='source')),
                ('source_url', participants.values.fields.OneLineURLField(blank=True, max_length=500, verbose_name='address of the source')),
                ('is_shown', models.BooleanField(default=False, help_text='One figure of each measure is shown first.', verbose_name='show this one')),
                ('participant', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='participants.participant')),
            ],
            options={
                'verbose_name': 'figure',
                'verbose_name_plural': 'figures',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('absence', ''), ('value__isnull', False)), models.Q(('value', None), ('value_max', None), models.Q(('absence', ''), _negated=True)), _connector='OR'), name='figure_has_a_value_or_a_reason'), models.CheckConstraint(condition=models.Q(('value_max', None), models.Q(('value__isnull', False), ('value_max__gt', models.F('value'))), _connector='OR'), name='figure_range_goes_up'), models.CheckConstraint(condition=models.Q(('value', None), models.Q(models.Q(('basis', ''), _negated=True), models.Q(('source', ''), _negated=True)), _connector='OR'), name='figure_has_basis_and_source'), models.UniqueConstraint(condition=models.Q(('is_shown', True)), fields=('participant', 'measure'), name='one_shown_figure_per_measure')],
            },
        ),
        migrations.CreateModel(
            name='ImportRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                ('finished_at', models.DateTimeField(editable=False, null=True)),
                ('is_by_command', models.BooleanField(default=False, editable=False)),
                ('file_name', participants.values.fields.OneLineField(editable=False, max_length=255, verbose_name='file')),
                ('file_size', models.PositiveBigIntegerField(editable=False)),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('is_published', models.BooleanField(editable=False)),
                ('new', models.PositiveIntegerField(editable=False, verbose_name='new')),
                ('changed', models.PositiveIntegerField(editable=False, verbose_name='changed')),
                ('unchanged', models.PositiveIntegerField(editable=False, verbose_name='unchanged')),
                ('faulty', models.PositiveIntegerField(editable=False, verbose_name='left out')),
                ('state', models.CharField(choices=[('running', 'running'), ('applied', 'applied'), ('failed', 'failed'), ('interrupted', 'interrupted'), ('undone', 'undone')], default='running', editable=False, max_length=16, verbose_name='result')),
                ('failure', participants.values.fields.RunningTextField(blank=True, editable=False)),
                ('undone_at', models.DateTimeField(editable=False, null=True)),
                ('reverted', models.PositiveIntegerField(default=0, editable=False)),
                ('kept', models.PositiveIntegerField(default=0, editable=False)),
                ('undone_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='ImportedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(editable=False)),
                ('action', models.CharField(choices=[('create', 'new'), ('change', 'changed'), ('faulty', 'left out')], editable=False, max_length=8)),
                ('label', participants.values.fields.OneLineField(blank=True, editable=False, max_length=255)),
                ('slug', models.CharField(blank=True, editable=False, max_length=100)),
                ('changes', models.JSONField(default=list, editable=False)),
                ('before', models.JSONField(default=dict, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('revision_before', models.PositiveBigIntegerField(default=0, editable=False)),
                ('revision', models.PositiveBigIntegerField(default=0, editable=False)),
                ('saved_at', models.DateTimeField(editable=False, null=True)),
                ('live_revision', models.PositiveBigIntegerField(default=0, editable=False)),
                ('is_live', models.BooleanField(default=False, editable=False)),
                ('outcome', models.CharField(blank=True, choices=[('removed', 'removed'), ('restored', 'as it was before'), ('restored_but_number', 'as before, but for the number'), ('unpublished', 'kept as a draft, because its number has been issued'), ('changed', 'changed since'), ('deleted', 'deleted since'), ('locked', 'locked'), ('in_moderation', 'in moderation'), ('named', 'kept, because something else names it'), ('refused', 'kept, because a rule forbids what it was before')], editable=False, max_length=24)),
                ('outcome_detail', participants.values.fields.RunningTextField(blank=True, editable=False)),
                ('participant', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='participants.participant')),
                ('record', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='participants.importrecord')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['record', 'position'], name='participant_record__9be9d8_idx')],
            },
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['state', 'received_at'], name='participant_state_43f26b_idx'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['country'], name='participant_country_b0e831_idx'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('country__in', ['AD', 'AL', 'AM', 'AT', 'AZ', 'BA', 'BE', 'BG', 'CH', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GB', 'GE', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MC', 'MD', 'ME', 'MK', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'RS', 'SE', 'SI', 'SK', 'SM', 'TR', 'UA', 'XK'])), name='application_from_the_area'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('has_consented', True)), name='application_needs_consent'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('roma_population', None), models.Q(models.Q(('roma_population_basis', ''), _negated=True), models.Q(('roma_population_source', ''), _negated=True)), _connector='OR'), name='application_roma_figure_has_basis'),
        ),
        migrations.AddConstraint(
            model_name='participanttext',
            constraint=models.UniqueConstraint(fields=('participant', 'locale'), name='unique_text_per_participant_and_locale'),
        ),
        migrations.AddConstraint(
            model_name='participanttheme',
            constraint=models.UniqueConstraint(fields=('tag', 'content_object'), name='unique_theme_per_participant'),
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(fields=['sort_name', 'id'], name='participant_sort_na_8b499f_idx'),
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(fields=['country', 'sort_name'], name='participant_country_89f8da_idx'),
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(fields=['kind', 'sort_name'], name='participant_kind_e99815_idx'),
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(fields=['status', 'sort_name'], name='participant_status_cecb2c_idx'),
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(fields=['joined_on'], name='participant_joined__5f5839_idx'),
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(fields=['live', 'expire_at'], name='participant_live_d056b8_idx'),
        ),
        migrations.AddIndex(
            model_name='participant',
            index=models.Index(fields=['latitude', 'longitude'], name='participant_latitud_63597e_idx'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='coordinates_come_in_pairs'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.CheckConstraint(condition=models.Q(('latitude', None), ('latitude__range', (-90, 90)), _connector='OR'), name='latitude_in_range'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.CheckConstraint(condition=models.Q(('longitude', None), ('longitude__range', (-180, 180)), _connector='OR'), name='longitude_in_range'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.CheckConstraint(condition=models.Q(('country__in', ['AD', 'AL', 'AM', 'AT', 'AZ', 'BA', 'BE', 'BG', 'CH', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GB', 'GE', 'GR', 'HR', 'HU', 'IE', 'IS', 'IT', 'LI', 'LT', 'LU', 'LV', 'MC', 'MD', 'ME', 'MK', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'RS', 'SE', 'SI', 'SK', 'SM', 'TR', 'UA', 'XK'])), name='country_in_the_area'),
        ),
        migrations.CreateModel(
            name='FrontendPreview',
            fields=[
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('object_id', models.CharField(blank=True, max_length=255)),
                ('parent_id', models.CharField(blank=True, max_length=255)),
                ('language', models.CharField(max_length=100)),
                ('title', models.CharField(max_length=255)),
                ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('password', models.CharField(max_length=128)),
                ('saved_at', models.DateTimeField()),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'preview link',
                'verbose_name_plural': 'preview links',
                'constraints': [models.UniqueConstraint(fields=('user', 'content_type', 'object_id', 'parent_id', 'language'), name='one_preview_for_each_editor')],
            },
        ),
    ]
