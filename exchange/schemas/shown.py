"""Which schema shows a case of each kind, whole and in a list, by its plural."""

from marshmallow import Schema

from exchange.schemas import (
    appeal_responses,
    claim_responses,
    letter_responses,
    mailing_responses,
    office_responses,
    people_responses,
    responses,
    service_responses,
    shipment_responses,
)

SHOWN: dict[str, tuple[type[Schema], type[Schema]]] = {
    "projects": (responses.Project, responses.ProjectSummary),
    "letters": (letter_responses.Letter, letter_responses.LetterSummary),
    "mailings": (mailing_responses.Mailing, mailing_responses.MailingSummary),
    "shipments": (shipment_responses.Shipment, shipment_responses.ShipmentSummary),
    "appeals": (appeal_responses.Appeal, appeal_responses.AppealSummary),
    "pledges": (appeal_responses.Pledge, appeal_responses.PledgeSummary),
    "claims": (claim_responses.Claim, claim_responses.ClaimSummary),
    "documents": (responses.Document, responses.DocumentSummary),
    "service_cases": (service_responses.ServiceCase, service_responses.ServiceCaseSummary),
    "posts": (office_responses.Post, office_responses.PostSummary),
    "absences": (office_responses.Absence, office_responses.AbsenceSummary),
    "lines": (office_responses.ApprovalLine, office_responses.ApprovalLineSummary),
    "people": (people_responses.Person, people_responses.PersonSummary),
}
