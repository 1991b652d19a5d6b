
import alliance_pages.models.site_settings.blocks
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import participants.values.countries
import participants.values.dates
import participants.models.parts.theme
import participants.values.fields
import wagtail.contrib.routable_page.models
import wagtail.fields
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('participants', '0001_initial'),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('participants', '__first__'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='CountryIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', participants.values.fields.RunningTextField(blank=True, max_length=500, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'country index',
                'verbose_name_plural': 'country indexes',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='CountryPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('country', models.CharField(choices=participants.values.countries.country_choices, max_length=2, verbose_name='country')),
                ('introduction', participants.values.fields.RunningTextField(blank=True, max_length=600, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('image', 4), ('quote', 7), ('fact', 10)], blank=True, block_lookup={0: ('alliance_pages.blocks.HeadingBlock', (), {'max_length': 255}), 1: ('alliance_pages.blocks.ParagraphBlock', (), {'features': ['bold', 'italic', 'ul', 'ol', 'link', 'document-link', 'participant-link']}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Caption', 'max_length': 255, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Quotation'}), 6: ('alliance_pages.blocks.OneLineBlock', (), {'help_text': 'A quotation is not published without the person and the office.', 'label': 'Name and function', 'max_length': 255}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('attribution', 6)]], {}), 8: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Label', 'max_length': 120}), 9: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Text'}), 10: ('wagtail.blocks.StructBlock', [[('label', 8), ('text', 9)]], {})}, verbose_name='body')),
            ],
            options={
                'verbose_name': 'country page',
                'verbose_name_plural': 'country pages',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('mission', participants.values.fields.RunningTextField(blank=True, max_length=500, verbose_name='mission')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('image', 4), ('quote', 7), ('fact', 10)], blank=True, block_lookup={0: ('alliance_pages.blocks.HeadingBlock', (), {'max_length': 255}), 1: ('alliance_pages.blocks.ParagraphBlock', (), {'features': ['bold', 'italic', 'ul', 'ol', 'link', 'document-link', 'participant-link']}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Caption', 'max_length': 255, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Quotation'}), 6: ('alliance_pages.blocks.OneLineBlock', (), {'help_text': 'A quotation is not published without the person and the office.', 'label': 'Name and function', 'max_length': 255}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('attribution', 6)]], {}), 8: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Label', 'max_length': 120}), 9: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Text'}), 10: ('wagtail.blocks.StructBlock', [[('label', 8), ('text', 9)]], {})}, verbose_name='body')),
            ],
            options={
                'verbose_name': 'home page',
                'verbose_name_plural': 'home pages',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='JoinPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', participants.values.fields.RunningTextField(blank=True, max_length=600, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('image', 4), ('quote', 7), ('fact', 10)], blank=True, block_lookup={0: ('alliance_pages.blocks.HeadingBlock', (), {'max_length': 255}), 1: ('alliance_pages.blocks.ParagraphBlock', (), {'features': ['bold', 'italic', 'ul', 'ol', 'link', 'document-link', 'participant-link']}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Caption', 'max_length': 255, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Quotation'}), 6: ('alliance_pages.blocks.OneLineBlock', (), {'help_text': 'A quotation is not published without the person and the office.', 'label': 'Name and function', 'max_length': 255}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('attribution', 6)]], {}), 8: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Label', 'max_length': 120}), 9: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Text'}), 10: ('wagtail.blocks.StructBlock', [[('label', 8), ('text', 9)]], {})}, help_text='What joining means, which duties follow, what is needed for the form.', verbose_name='body')),
            ],
            options={
                'verbose_name': 'join page',
                'verbose_name_plural': 'join pages',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='NewsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', participants.values.fields.RunningTextField(blank=True, max_length=500, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'news index',
                'verbose_name_plural': 'news indexes',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='ParticipantIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', participants.values.fields.RunningTextField(blank=True, max_length=500, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'participant index',
                'verbose_name_plural': 'participant indexes',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('legacy_number', models.PositiveIntegerField(blank=True, db_index=True, help_text='The old address leads here: 149 for “/en/page/149-….html”.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99999)], verbose_name='number of the old address')),
                ('introduction', participants.values.fields.RunningTextField(blank=True, max_length=600, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('image', 4), ('quote', 7), ('fact', 10)], blank=True, block_lookup={0: ('alliance_pages.blocks.HeadingBlock', (), {'max_length': 255}), 1: ('alliance_pages.blocks.ParagraphBlock', (), {'features': ['bold', 'italic', 'ul', 'ol', 'link', 'document-link', 'participant-link']}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Caption', 'max_length': 255, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Quotation'}), 6: ('alliance_pages.blocks.OneLineBlock', (), {'help_text': 'A quotation is not published without the person and the office.', 'label': 'Name and function', 'max_length': 255}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('attribution', 6)]], {}), 8: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Label', 'max_length': 120}), 9: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Text'}), 10: ('wagtail.blocks.StructBlock', [[('label', 8), ('text', 9)]], {})}, verbose_name='body')),
            ],
            options={
                'verbose_name': 'standard page',
                'verbose_name_plural': 'standard pages',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='TerminologyNotePage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('umbrella_term', participants.values.fields.OneLineField(max_length=255, verbose_name='umbrella term')),
                ('summary', participants.values.fields.RunningTextField(help_text='It stands at the foot of every page.', max_length=600, verbose_name='summary')),
                ('groups', wagtail.fields.StreamField([('group', 5)], blank=True, block_lookup={0: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Letter', 'max_length': 8, 'required': False}), 1: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Group', 'max_length': 255}), 2: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Sub-group', 'max_length': 255}), 3: ('wagtail.blocks.ListBlock', (2,), {'default': [], 'label': 'Sub-groups'}), 4: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Note', 'max_length': 500, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('label', 0), ('name', 1), ('subgroups', 3), ('note', 4)]], {})}, verbose_name='groups')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('image', 4), ('quote', 7), ('fact', 10)], blank=True, block_lookup={0: ('alliance_pages.blocks.HeadingBlock', (), {'max_length': 255}), 1: ('alliance_pages.blocks.ParagraphBlock', (), {'features': ['bold', 'italic', 'ul', 'ol', 'link', 'document-link', 'participant-link']}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Caption', 'max_length': 255, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Quotation'}), 6: ('alliance_pages.blocks.OneLineBlock', (), {'help_text': 'A quotation is not published without the person and the office.', 'label': 'Name and function', 'max_length': 255}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('attribution', 6)]], {}), 8: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Label', 'max_length': 120}), 9: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Text'}), 10: ('wagtail.blocks.StructBlock', [[('label', 8), ('text', 9)]], {})}, verbose_name='text')),
                ('source', participants.values.fields.OneLineField(blank=True, max_length=255, verbose_name='source')),
                ('source_url', participants.values.fields.OneLineURLField(blank=True, max_length=1000, verbose_name='address of the source')),
                ('adopted_on', participants.values.dates.PartialDateField(blank=True, help_text='As far as it is known: 2014, 2014-12 or 2014-12-05.', max_length=10, verbose_name='adopted')),
            ],
            options={
                'verbose_name': 'terminology note',
                'verbose_name_plural': 'terminology notes',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='AnnouncementTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', participants.values.fields.OneLineField(max_length=255, verbose_name='title')),
                ('introduction', participants.values.fields.RunningTextField(max_length=600, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('image', 4), ('quote', 7), ('fact', 10)], blank=True, block_lookup={0: ('alliance_pages.blocks.HeadingBlock', (), {'max_length': 255}), 1: ('alliance_pages.blocks.ParagraphBlock', (), {'features': ['bold', 'italic', 'ul', 'ol', 'link', 'document-link', 'participant-link']}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Caption', 'max_length': 255, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Quotation'}), 6: ('alliance_pages.blocks.OneLineBlock', (), {'help_text': 'A quotation is not published without the person and the office.', 'label': 'Name and function', 'max_length': 255}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('attribution', 6)]], {}), 8: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Label', 'max_length': 120}), 9: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Text'}), 10: ('wagtail.blocks.StructBlock', [[('label', 8), ('text', 9)]], {})}, verbose_name='body')),
                ('locale', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
            ],
            options={
                'verbose_name': 'announcement template',
                'verbose_name_plural': 'announcement templates',
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
        migrations.CreateModel(
            name='NewsArticlePage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('legacy_number', models.PositiveIntegerField(blank=True, db_index=True, help_text='The old address leads here: 149 for “/en/page/149-….html”.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99999)], verbose_name='number of the old address')),
                ('date', participants.values.dates.PartialDateField(help_text='As far as it is known: 2014, 2014-12 or 2014-12-05.', max_length=10, verbose_name='date')),
                ('kind', models.CharField(choices=[('accession', 'accession'), ('event', 'event'), ('interview', 'interview'), ('report', 'report'), ('call', 'call'), ('statement', 'statement'), ('other', 'news')], default='other', max_length=16, verbose_name='kind')),
                ('introduction', participants.values.fields.RunningTextField(max_length=600, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('image', 4), ('quote', 7), ('fact', 10)], blank=True, block_lookup={0: ('alliance_pages.blocks.HeadingBlock', (), {'max_length': 255}), 1: ('alliance_pages.blocks.ParagraphBlock', (), {'features': ['bold', 'italic', 'ul', 'ol', 'link', 'document-link', 'participant-link']}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Caption', 'max_length': 255, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Quotation'}), 6: ('alliance_pages.blocks.OneLineBlock', (), {'help_text': 'A quotation is not published without the person and the office.', 'label': 'Name and function', 'max_length': 255}), 7: ('wagtail.blocks.StructBlock', [[('text', 5), ('attribution', 6)]], {}), 8: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Label', 'max_length': 120}), 9: ('alliance_pages.blocks.RunningTextBlock', (), {'label': 'Text'}), 10: ('wagtail.blocks.StructBlock', [[('label', 8), ('text', 9)]], {})}, verbose_name='body')),
                ('source_url', participants.values.fields.OneLineURLField(blank=True, max_length=1000, verbose_name='source')),
                ('lead_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='lead picture')),
            ],
            options={
                'verbose_name': 'news article',
                'verbose_name_plural': 'news articles',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='NewsArticleParticipant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('role', models.CharField(choices=[('announces_accession', 'announces the accession of'), ('mentions', 'mentions'), ('interviews', 'interviews'), ('hosted_by', 'reports from')], default='mentions', max_length=24, verbose_name='the article')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_participants', to='alliance_pages.newsarticlepage')),
                ('participant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='article_links', to='participants.participant', verbose_name='participant')),
            ],
            options={
                'verbose_name': 'participant of an article',
                'verbose_name_plural': 'participants of articles',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NewsArticleTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_items', to='alliance_pages.newsarticlepage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_themes', to='participants.theme')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='newsarticlepage',
            name='themes',
            field=participants.models.parts.theme.ThemesField(blank=True, through='alliance_pages.NewsArticleTheme', to='participants.Theme', verbose_name='themes'),
        ),
        migrations.CreateModel(
            name='NewsArticleCountry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('country', models.CharField(choices=participants.values.countries.country_choices, max_length=2, verbose_name='country')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_countries', to='alliance_pages.newsarticlepage')),
            ],
            options={
                'verbose_name': 'country of an article',
                'verbose_name_plural': 'countries of articles',
                'ordering': ['sort_order'],
                'abstract': False,
                'indexes': [models.Index(fields=['country'], name='alliance_pa_country_1768c5_idx')],
            },
        ),
        migrations.CreateModel(
            name='SiteSettings',
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
                ('auspices', participants.values.fields.OneLineField(blank=True, help_text='The line at the top of every page: under whose auspices the site stands.', max_length=255, verbose_name='auspices')),
                ('auspices_url', participants.values.fields.OneLineURLField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['http', 'https'])], verbose_name='address of that institution')),
                ('mission', participants.values.fields.RunningTextField(blank=True, help_text='It stands at the foot. Left empty, the mission of the home page.', max_length=500, verbose_name='mission')),
                ('footer_text', participants.values.fields.RunningTextField(blank=True, help_text='It stands at the very end of every page: who publishes the site.', max_length=500, verbose_name='last line')),
                ('main_menu', wagtail.fields.StreamField([('page', 7), ('link', 8)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'}), 1: ('alliance_pages.blocks.OneLineBlock', (), {'help_text': 'Left empty, the title of the page.', 'label': 'Words', 'max_length': 80, 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('page', 0), ('label', 1)]], {}), 3: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Words', 'max_length': 80}), 4: ('alliance_pages.models.site_settings.blocks.WebAddressBlock', (), {'label': 'Address'}), 5: ('wagtail.blocks.StructBlock', [[('label', 3), ('url', 4)]], {}), 6: ('wagtail.blocks.StreamBlock', [[('page', 2), ('link', 5)]], {'label': 'Below it', 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('page', 0), ('label', 1), ('below', 6)]], {}), 8: ('wagtail.blocks.StructBlock', [[('label', 3), ('url', 4), ('below', 6)]], {})}, help_text='Left empty, the pages below the home page that have “Show in menus” ticked.', verbose_name='main menu')),
                ('footer_menu', wagtail.fields.StreamField([('page', 2), ('link', 5)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'}), 1: ('alliance_pages.blocks.OneLineBlock', (), {'help_text': 'Left empty, the title of the page.', 'label': 'Words', 'max_length': 80, 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('page', 0), ('label', 1)]], {}), 3: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Words', 'max_length': 80}), 4: ('alliance_pages.models.site_settings.blocks.WebAddressBlock', (), {'label': 'Address'}), 5: ('wagtail.blocks.StructBlock', [[('label', 3), ('url', 4)]], {})}, verbose_name='menu at the foot')),
                ('legal_links', wagtail.fields.StreamField([('page', 2), ('link', 5)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'}), 1: ('alliance_pages.blocks.OneLineBlock', (), {'help_text': 'Left empty, the title of the page.', 'label': 'Words', 'max_length': 80, 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('page', 0), ('label', 1)]], {}), 3: ('alliance_pages.blocks.OneLineBlock', (), {'label': 'Words', 'max_length': 80}), 4: ('alliance_pages.models.site_settings.blocks.WebAddressBlock', (), {'label': 'Address'}), 5: ('wagtail.blocks.StructBlock', [[('label', 3), ('url', 4)]], {})}, help_text='Legal notice, privacy, accessibility and the like.', verbose_name='legal pages')),
                ('follow_links', wagtail.fields.StreamField([('account', 3)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': alliance_pages.models.site_settings.blocks.services, 'label': 'Service'}), 1: ('alliance_pages.blocks.OneLineBlock', (), {'help_text': 'Left empty, the name of the service.', 'label': 'Words', 'max_length': 80, 'required': False}), 2: ('alliance_pages.models.site_settings.blocks.WebAddressBlock', (), {'label': 'Address'}), 3: ('wagtail.blocks.StructBlock', [[('service', 0), ('label', 1), ('url', 2)]], {})}, verbose_name='where to follow us')),
                ('contact_address', participants.values.fields.RunningTextField(blank=True, max_length=500, verbose_name='postal address')),
                ('contact_email', participants.values.fields.OneLineEmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('contact_phone', participants.values.fields.OneLineField(blank=True, max_length=100, validators=[participants.values.fields.validate_telephone], verbose_name='telephone')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
                ('locale', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='locked_%(class)ss', to=settings.AUTH_USER_MODEL, verbose_name='locked by')),
            ],
            options={
                'verbose_name': 'site settings',
                'verbose_name_plural': 'site settings',
            },
            bases=(wagtail.models.preview.PreviewableMixin, models.Model),
        ),
    ]
