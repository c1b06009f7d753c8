"""Facts of two real cases as plain dicts: the youth exchange with Sapporo, the masks for Wuhan."""

from copy import deepcopy

from tests.documents.cities import DAEJEON, KAOHSIUNG, OFFICES, SAPPORO, SEATTLE, WUHAN

PAPER = {
    "copy": 1,
    "copies": 2,
    "version": 1,
    "series": "IR",
    "number": "IR-2020-0012",
    "issued_on": "2020-01-15",
    "languages": ["ko", "ja"],
    "check_code": "DJ5C-2HVN",
    "check_url": "https://exchange.example.org/check/DJ5C-2HVN",
    "office": OFFICES["daejeon"],
    "owner": DAEJEON,
    "partner": SAPPORO,
    "specimen": True,
    "approval": [
        {
            "role": "draft",
            "post": {"ko": "국제교류 담당", "ja": "担当係長", "en": "Exchange officer"},
            "name": "",
            "on": "2020-01-13",
            "mark": "",
        },
        {
            "role": "review",
            "post": {"ko": "국제교류 과장", "ja": "交流課長", "en": "Head of section"},
            "name": "",
            "on": "2020-01-14",
            "mark": "",
        },
        {
            "role": "decide",
            "post": {"ko": "부시장", "ja": "副市長", "en": "Vice mayor"},
            "name": "",
            "on": "2020-01-15",
            "mark": "delegated",
        },
    ],
}
INVITATION = PAPER | {
    "title": {
        "ko": "자매도시 청소년 교류",
        "ja": "姉妹都市青少年交流",
        "zh-Hans": "友城青少年交流",
        "zh-Hant": "姊妹市青少年交流",
        "en": "Sister City Youth Exchange",
    },
    "purpose": {
        "ko": "두 도시 청소년이 서로의 생활과 문화를 이해하고 우정을 쌓음",
        "ja": "両都市の青少年が互いの生活と文化への理解を深め、友情を育む",
        "zh-Hans": "增进两地青少年对彼此生活与文化的了解和友谊",
        "zh-Hant": "增進兩地青少年對彼此生活與文化的認識與友誼",
        "en": "To let young people of both cities share daily life and culture and become friends",
    },
    "starts_on": "2020-07-20",
    "ends_on": "2020-07-24",
    "participants": 20,
    "roster": [],
    "costs": [
        {
            "bearer": "owner",
            "covers": {
                "ko": "숙박, 식사, 대전 안의 교통, 통역, 행사비",
                "ja": "宿泊、食事、大田での交通、通訳、行事の費用",
                "zh-Hans": "在大田期间的食宿、交通、翻译及活动费用",
                "zh-Hant": "在大田期間之食宿、交通、翻譯及活動費用",
                "en": "Accommodation, meals, transport in Daejeon, interpreters, events",
            },
        },
        {
            "bearer": "partner",
            "covers": {
                "ko": "왕복 항공료, 여행자 보험",
                "ja": "往復航空運賃、旅行保険",
                "zh-Hans": "往返机票、旅行保险",
                "zh-Hant": "往返機票、旅行保險",
                "en": "Return flights, travel insurance",
            },
        },
    ],
    "reply_by": "2020-02-28",
    "ties": [
        {"kind": "friendship", "began": "2004-02"},
        {"kind": "sister", "began": "2010-10-22"},
    ],
    "itinerary": [
        {
            "on": "2020-07-20",
            "morning": {
                "ko": "도착",
                "ja": "到着",
                "zh-Hans": "抵达",
                "zh-Hant": "抵達",
                "en": "Arrival",
            },
            "afternoon": {
                "ko": "환영식, 가정과 만남",
                "ja": "歓迎式、受入家庭との対面",
                "zh-Hans": "欢迎仪式，与接待家庭见面",
                "zh-Hant": "歡迎儀式，與接待家庭相見",
                "en": "Welcome, meeting the host families",
            },
        },
        {
            "on": "2020-07-21",
            "morning": {
                "ko": "학교 방문, 함께 수업",
                "ja": "学校訪問、合同授業",
                "zh-Hans": "访问学校，共同上课",
                "zh-Hant": "訪問學校，共同上課",
                "en": "School visit, joint lessons",
            },
            "afternoon": {
                "ko": "과학 체험",
                "ja": "科学体験",
                "zh-Hans": "科学体验",
                "zh-Hant": "科學體驗",
                "en": "Science workshop",
            },
        },
    ],
    "contact": {
        "names": {
            "ko": "대전광역시 국제교류 부서",
            "ja": "大田広域市国際交流担当",
            "zh-Hans": "大田广域市国际交流部门",
            "zh-Hant": "大田廣域市國際交流部門",
            "en": "International Relations, Daejeon Metropolitan City",
        },
        "phone": "+82 42 223 0789",
        "email": "exchange@example.org",
    },
}


def an_invitation(**changed):
    """Return the facts of the letter to Sapporo, changed as asked."""
    return deepcopy(INVITATION | changed)


PAIRS = {
    "ko-ja": {},
    "ko-zh-Hans": {
        "languages": ["ko", "zh-Hans"],
        "partner": WUHAN,
        "ties": [{"kind": "friendship", "began": "2006-11"}],
    },
    "ko-zh-Hant": {
        "languages": ["ko", "zh-Hant"],
        "partner": KAOHSIUNG,
        "ties": [{"kind": "friendship", "began": "2017-06-20"}],
    },
    "ko-en": {
        "languages": ["ko", "en"],
        "partner": SEATTLE,
        "ties": [{"kind": "sister", "began": "1989-10-04"}],
    },
    "ja-ko": {
        "languages": ["ja", "ko"],
        "owner": SAPPORO,
        "partner": DAEJEON,
        "office": OFFICES["sapporo"],
        "contact": {
            "names": {
                "ja": "札幌市国際部交流課",
                "ko": "삿포로시 국제부 교류과",
                "en": "International Relations, City of Sapporo",
            },
            "phone": "",
            "email": "koryu@example.org",
        },
    },
    "en-ko": {
        "languages": ["en", "ko"],
        "owner": SEATTLE,
        "partner": DAEJEON,
        "office": {
            "names": {"en": "Office of Intergovernmental Relations"},
            "addresses": {"en": "600 Fourth Avenue, Seattle, Washington"},
            "phone": "",
            "web": "",
        },
        "ties": [{"kind": "sister", "began": "1989-10-04"}],
        "contact": {
            "names": {"en": "Office of Intergovernmental Relations"},
            "phone": "",
            "email": "oir@example.org",
        },
        "issued_on": "2020-03-02",
    },
}
