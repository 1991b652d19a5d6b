"""Django without the product's store in front, with the settings of one of the controls."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
