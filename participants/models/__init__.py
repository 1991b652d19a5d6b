"""The registry's data: who takes part, since when, with which figures and measures."""

from participants.models.applications.application import Application
from participants.models.applications.parts import (
    ApplicationDraft,
    ApplicationMeasure,
    ApplicationMessage,
    ApplicationMessageKind,
    HeldLetter,
    SendingRate,
)
from participants.models.applications.states import ApplicationState
from participants.models.frontend_preview import FrontendPreview
from participants.models.image import AbstractCreditedImage, CreditedImage, CreditedRendition
from participants.models.import_record import (
    ImportedRow,
    ImportRecord,
    ImportState,
    RowAction,
    UndoOutcome,
)
from participants.models.participant import LINKS, Kind, Participant
from participants.models.parts.figure import Absence, Basis, Figure, Measure, Qualifier
from participants.models.parts.membership import EventKind, MembershipEvent, Status
from participants.models.parts.on_file import OnFile
from participants.models.parts.representative import Representative, RepresentativeRole
from participants.models.parts.texts import Funding, Initiative, InitiativeText, ParticipantText
from participants.models.parts.theme import ParticipantTheme, Theme, ThemeName, ThemesField
from participants.models.registry_state import IssuedNumber, RegistryState
from participants.models.tags import TagName

__all__ = [
    "LINKS",
    "Absence",
    "AbstractCreditedImage",
    "Application",
    "ApplicationDraft",
    "ApplicationMeasure",
    "ApplicationMessage",
    "ApplicationMessageKind",
    "ApplicationState",
    "Basis",
    "CreditedImage",
    "CreditedRendition",
    "EventKind",
    "Figure",
    "FrontendPreview",
    "Funding",
    "HeldLetter",
    "ImportRecord",
    "ImportState",
    "ImportedRow",
    "Initiative",
    "InitiativeText",
    "IssuedNumber",
    "Kind",
    "Measure",
    "MembershipEvent",
    "OnFile",
    "Participant",
    "ParticipantText",
    "ParticipantTheme",
    "Qualifier",
    "RegistryState",
    "Representative",
    "RepresentativeRole",
    "RowAction",
    "SendingRate",
    "Status",
    "TagName",
    "Theme",
    "ThemeName",
    "ThemesField",
    "UndoOutcome",
]
