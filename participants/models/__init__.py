"""The registry's data: who takes part, since when, with which figures and measures."""

from participants.models.application import Application
from participants.models.application_parts import (
    ApplicationDraft,
    ApplicationMeasure,
    ApplicationMessage,
    ApplicationMessageKind,
)
from participants.models.application_state import ApplicationState
from participants.models.figure import Absence, Basis, Figure, Measure, Qualifier
from participants.models.held_letter import HeldLetter
from participants.models.image import AbstractCreditedImage, CreditedImage, CreditedRendition
from participants.models.import_record import (
    ImportedRow,
    ImportRecord,
    ImportState,
    RowAction,
    UndoOutcome,
)
from participants.models.initiative import Funding, Initiative, InitiativeText
from participants.models.issued_number import IssuedNumber
from participants.models.membership import EventKind, MembershipEvent, Status
from participants.models.participant import Kind, Participant
from participants.models.registry_state import RegistryState
from participants.models.representative import Representative, RepresentativeRole
from participants.models.sending_rate import SendingRate
from participants.models.tag_name import TagName
from participants.models.text import ParticipantText
from participants.models.theme import ParticipantTheme, Theme, ThemeName
from participants.models.themes_field import ThemesField

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
