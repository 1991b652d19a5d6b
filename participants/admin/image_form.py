"""The form of an image, which refuses a file that cannot be read to its end."""

from typing import Any

from django.core.exceptions import ValidationError
from PIL import Image as PillowImage
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class CompleteImageField(WagtailImageField):
    """Take in a picture whose pixels are all there; Wagtail fails where they end too soon."""

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file is not None:
                with PillowImage.open(file) as picture:
                    picture.load()
                file.seek(0)
        except ValidationError:
            raise
        except Exception as error:
            # Pillow raises what a faulty file makes it stumble over.
            raise ValidationError(
                self.error_messages["invalid_image"], code="invalid_image"
            ) from error
        return file


class CompleteImageForm(BaseImageForm):
    """The form for WAGTAILIMAGES_IMAGE_FORM_BASE."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A form that changes other things alone has none.
        if stock := self.fields.get("file"):
            self.fields["file"] = CompleteImageField(
                label=stock.label, required=stock.required, widget=stock.widget
            )
