from cms.delivery.models.change import Action, Change
from cms.delivery.models.version import ContentVersion

__all__ = ["Action", "Change", "ContentVersion"]
