"""Facts of one letter of each kind, from the real ties of the demonstration city."""

from copy import deepcopy

from tests.documents.cities import SAPPORO, SEATTLE, WUHAN
from tests.documents.examples import INVITATION, PAPER

CONTACT = INVITATION["contact"]
FRIENDS_OF_WUHAN = [{"kind": "friendship", "began": "2006-11"}]
SISTERS_OF_SAPPORO = INVITATION["ties"]
TO_WUHAN = PAPER | {
    "languages": ["ko", "zh-Hans"],
    "partner": WUHAN,
    "ties": FRIENDS_OF_WUHAN,
    "contact": CONTACT,
    "issued_on": "2020-01-31",
}
TO_SAPPORO = PAPER | {"ties": SISTERS_OF_SAPPORO, "contact": CONTACT}
MASKS = {
    "description": {"ko": "보건용 마스크", "zh-Hans": "防护口罩", "en": "Health-grade face masks"},
    "quantity": "12000",
    "unit": "H87",
    "unit_label": {"ko": "개", "zh-Hans": "件", "ja": "個", "en": "pcs"},
}
EVENT = {
    "ko": "신종 코로나바이러스 감염증",
    "zh-Hans": "新型冠状病毒感染的肺炎疫情",
    "en": "the outbreak of the novel coronavirus",
}
VISIT = {
    "title": INVITATION["title"],
    "starts_on": "2020-07-20",
    "ends_on": "2020-07-24",
    "participants": 20,
}
LETTERS = {
    "invitation": INVITATION,
    "acceptance": TO_SAPPORO | VISIT | {"answered": "SIR-2020-31", "answered_on": "2020-01-07"},
    "approval_notice": TO_SAPPORO | VISIT | {"approved_on": "2020-01-15"},
    "regret": TO_SAPPORO | VISIT | {"reason": "disease_control", "issued_on": "2020-03-02"},
    "offer": TO_WUHAN
    | {"event": EVENT, "goods": [MASKS], "reply_by": "2020-02-05", "issued_on": "2020-01-29"},
    "sympathy": TO_WUHAN | {"event": EVENT, "goods": [MASKS]},
    "donation": TO_WUHAN
    | {
        "goods": [MASKS],
        "dispatched_on": "2020-01-31",
        "carrier": "",
        "waybill": "WB-2020-0004",
        "eta": "2020-02-03",
        "papers": ["manifest"],
    },
    "thanks": TO_WUHAN
    | {
        "goods": [
            MASKS
            | {
                "received_on": "2020-03-25",
                "handed_to": {"ko": "대한적십자사", "zh-Hans": "大韩红十字会", "en": "Red Cross"},
                "used_for": {
                    "ko": "취약계층과 의료기관",
                    "zh-Hans": "弱势群体与医疗机构",
                    "en": "Vulnerable people and hospitals",
                },
            }
        ],
        "received_on": "2020-03-25",
        "reference": [{"kind": "goods_received", "number": "GRN-2020-0007"}],
    },
    "congratulation": TO_SAPPORO | {"on": "2020-10-22", "issued_on": "2020-10-22"},
    "referral": PAPER
    | {
        "languages": ["ko", "en"],
        "partner": SEATTLE,
        "ties": [],
        "contact": CONTACT,
        "body": {"ko": "대한법률구조공단", "en": "Korea Legal Aid Corporation"},
        "case": "SC-2021-0042",
        "service": {"ko": "임금 체불 법률 상담", "en": "legal advice on unpaid wages"},
        "consent_on": "2021-04-02",
        "reply_by": "2021-04-16",
    },
    "claim": TO_WUHAN
    | {
        "claim": "CL-2020-0001",
        "shipment": "AS-2020-0004",
        "step": "settled",
        "way": "carrier_claim",
        "carrier": "SF Airlines",
        "carrier_reference": "K-2020-77",
        "goods": [MASKS | {"quantity": "300", "difference": "short"}],
        "said": {"zh-Hans": "一箱途中遗失。"},
        "reference": [{"kind": "shipment", "number": "AS-2020-0004"}],
    },
    "intent": TO_WUHAN
    | {
        "tie": "friendship",
        "fields": ["science", "economy", "culture"],
        "owner_body": CONTACT["names"],
        "partner_body": WUHAN["government"],
        "intent_on": "",
        "council_resolution": "",
        "council_resolved_on": "",
        "term_years": 0,
        "notice_months": 6,
        "originals": 2,
        "place": {},
        "signed_on": "",
    },
    "agreement": TO_SAPPORO
    | {
        "tie": "sister",
        "fields": ["science", "economy", "culture", "education", "health"],
        "owner_body": CONTACT["names"],
        "partner_body": SAPPORO["government"],
        "intent_on": "2004-02",
        "council_resolution": "2010-31",
        "council_resolved_on": "2010-09-10",
        "term_years": 5,
        "notice_months": 6,
        "originals": 2,
        "place": {"ko": "대전", "ja": "大田", "en": "Daejeon"},
        "signed_on": "2010-10-22",
    },
}


def a_letter(kind, **changed):
    """Return the facts of one letter, changed as asked."""
    return deepcopy(LETTERS[kind] | changed)
