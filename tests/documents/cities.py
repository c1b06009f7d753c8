"""Cities and offices as facts hold them."""

DAEJEON = {
    "slug": "daejeon",
    "names": {
        "ko": "대전광역시",
        "ja": "大田広域市",
        "zh-Hans": "大田广域市",
        "zh-Hant": "大田廣域市",
        "en": "Daejeon Metropolitan City",
    },
    "short_names": {
        "ko": "대전",
        "ja": "大田",
        "zh-Hans": "大田",
        "zh-Hant": "大田",
        "en": "Daejeon",
    },
    "country": {
        "ko": "대한민국",
        "ja": "大韓民国",
        "zh-Hans": "大韩民国",
        "zh-Hant": "大韓民國",
        "en": "Republic of Korea",
    },
    "head_title": {
        "ko": "시장",
        "ja": "市長",
        "zh-Hans": "市长",
        "zh-Hant": "市長",
        "en": "Mayor",
    },
    "government": {"en": "Daejeon Metropolitan City"},
}
SAPPORO = {
    "slug": "sapporo",
    "names": {"ko": "삿포로시", "ja": "札幌市", "en": "Sapporo"},
    "short_names": {"ko": "삿포로", "ja": "札幌", "en": "Sapporo"},
    "country": {"ko": "일본", "ja": "日本国", "en": "Japan"},
    "head_title": {"ko": "시장", "ja": "市長", "en": "Mayor"},
    "government": {"ko": "삿포로시", "ja": "札幌市", "en": "Sapporo City Government"},
}
WUHAN = {
    "slug": "wuhan",
    "names": {"ko": "우한시", "zh-Hans": "武汉市", "en": "Wuhan"},
    "short_names": {"ko": "우한", "zh-Hans": "武汉", "en": "Wuhan"},
    "country": {"ko": "중국", "zh-Hans": "中华人民共和国", "en": "China"},
    "head_title": {"ko": "시장", "zh-Hans": "市长", "en": "Mayor"},
    "government": {
        "ko": "우한시 인민정부",
        "zh-Hans": "武汉市人民政府",
        "en": "Wuhan Municipal People’s Government",
    },
}
KAOHSIUNG = {
    "slug": "kaohsiung",
    "names": {"ko": "가오슝시", "zh-Hant": "高雄市", "en": "Kaohsiung"},
    "short_names": {"ko": "가오슝", "zh-Hant": "高雄", "en": "Kaohsiung"},
    "country": {"ko": "대만", "zh-Hant": "臺灣", "en": "Taiwan"},
    "head_title": {"ko": "시장", "zh-Hant": "市長", "en": "Mayor"},
    "government": {"zh-Hant": "高雄市政府", "en": "Kaohsiung City Government"},
}
SEATTLE = {
    "slug": "seattle",
    "names": {"ko": "시애틀시", "en": "City of Seattle"},
    "short_names": {"ko": "시애틀", "en": "Seattle"},
    "country": {"ko": "미국", "en": "United States of America"},
    "head_title": {"ko": "시장", "en": "Mayor"},
    "government": {"en": "City of Seattle"},
}
OFFICES = {
    "daejeon": {
        "names": {
            "ko": "대전광역시 국제교류 부서",
            "en": "International Relations, Daejeon Metropolitan City",
        },
        "addresses": {
            "ko": "대전광역시 동구 대전로 841, 2층",
            "en": "841 Daejeon-ro, Dong-gu, Daejeon, Republic of Korea",
        },
        "phone": "+82 42 223 0789",
        "web": "dic.or.kr",
    },
    "sapporo": {
        "names": {
            "ja": "札幌市総務局国際部交流課",
            "en": "International Relations, City of Sapporo",
        },
        "addresses": {
            "ja": "札幌市中央区北1条西2丁目",
            "en": "Kita 1-jo Nishi 2-chome, Chuo-ku, Sapporo, Japan",
        },
        "phone": "",
        "web": "",
    },
}
