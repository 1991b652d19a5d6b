"""The registry's data: who takes part, since when, with which figures and measures."""

from participants.models.applications.application import Application
from participants.models.applications.held_letter import HeldLetter
from participants.models.applications.parts import (
    ApplicationDraft,
    ApplicationMeasure,
    ApplicationMessage,
    ApplicationMessageKind,
)
from participants.models.applications.state import ApplicationState
from participants.models.applications.submission_rate import SendingRate
from participants.models.image import AbstractCreditedImage, CreditedImage, CreditedRendition
from participants.models.import_record import (
    ImportedRow,
    ImportRecord,
    ImportState,
    RowAction,
    UndoOutcome,
)
from participants.models.issued_number import IssuedNumber
from participants.models.participant import Kind, Participant
from participants.models.parts.figure import Absence, Basis, Figure, Measure, Qualifier
from participants.models.parts.initiative import Funding, Initiative, InitiativeText
from participants.models.parts.membership import EventKind, MembershipEvent, Status
from participants.models.parts.representative import Representative, RepresentativeRole
from participants.models.parts.text import ParticipantText
from participants.models.parts.theme import ParticipantTheme, Theme, ThemeName
from participants.models.parts.themes_field import ThemesField
from participants.models.registry_state import RegistryState
from participants.models.tag_name import TagName

__all__ = [
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
