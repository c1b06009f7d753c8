"""Every paper of a consignment says what it has to in both languages; its bars can be read."""

import subprocess
from functools import cache
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from exchange.documents.figures import sum_in_words
from exchange.documents.renderer import Rendered, render
from tests.documents.consignments import TO_SEATTLE, a_paper
from tests.documents.papers import IDENTIFIER, read_back, words_of
from tests.documents.receipts import CLEAN, a_receipt
from tests.documents.reports import a_report

RECEIPTS = ("goods_received", "discrepancy", "end_use")
REPORTS = ("outcome", "city_record", "yearly")
PARTIES = "대전광역시|DaejeonMetropolitanCity|우한시인민정부|WuhanMunicipalPeople’sGovernment"
SENT = "988-41207733|S-0004|2020-01-31|2020-02-03|AS-2020-0004|AP-2020-0002|2006-11"
STARRED = {
    "packing_list": "포장명세서|Packinglist|PL-2020-0004|PI-2020-0004|388000000000000016|48/48"
    "|상자45×35×30|A2001-01|2022-12|보건용마스크|Health-gradefacemasks|6307.90|대한민국"
    "|RepublicofKorea|KRW18,000,000|12,000|240|165.6kg|139.2kg|2.268m³|Preparedby|Authorisedby"
    f"|Receivedby|2/4|{PARTIES}|{SENT}",
    "waybill": "화물운송장|Waybill|WB-2020-0004|받는곳Consignee·도착통지처Notifyparty"
    "|대전Daejeon(KR)|우한Wuhan(CN)|항공Air"
    "|NorthwindAirCargo|NW217|AKE21874NW|보건용마스크|12,000|240|165.6kg|2.268m³"
    "|이면을위로Thiswayup|젖음방지Keepdry|깨지기쉬움Fragile|Usenohooks|Stackinglimit6"
    f"|Loadedby|Transportedby|Receivedby|성명Name|직위Function|날짜Date|서명Signature|{PARTIES}|{SENT}",
    "invoice": "견적송장|Pro-formainvoice|PI-2020-0004|수출자Exporter|수입자Importer"
    "|301-83-00000|6307.90|6210.10|보건용마스크|RepublicofKorea|H87|SET|1,500|18,000,000"
    "|20,880,000|22,230,000|DAPWuhan|Incoterms®2020|1,200,000|150,000|KRICN|CNWUH|Rec20|KRW"
    "|지급할금액이없습니다|Nopaymentisdue|Withoutcommercialvalue–valueforcustomspurposesonly"
    f"|금22,230,000원(금이천이백이십삼만원)|165.6kg|139.2kg|{PARTIES}",
    "certificate": "기증증서|Certificateofdonation|DC-2020-0004|대가없이기증하였음을증명합니다"
    "|hasgiventhegoodslistedheretoWuhanfreeofcharge|12,000|1,500|18,000,000|20,880,000|KRW"
    "|금20,880,000원(금이천팔십팔만원)|HUMANITARIANAID–NOTFORSALE"
    "|WITHOUTCOMMERCIALVALUE–VALUEFORCUSTOMSPURPOSESONLY|구호물품–판매금지|우한시의료기관방역지원"
    "|188YanjiangAvenue|841Daejeon-ro|2020년1월31일,대전|Daejeon,31January2020|대전광역시장"
    f"|MayorofDaejeonMetropolitanCity|직인자리|성명Name·서명Signature|48상자·165.6kg|{PARTIES}",
    "goods_received": "물품인수증|Goodsreceivednote|GR-2020-0011|유보인수|Receivedwithreservations"
    "|988-41207733|2020-03-25|시청창고|이상없음|Intact|62/62|21,000|20,950|1,979|파손|Damaged|부족"
    "|Short|기한경과|Expired|거절|Refused|초과|Over|상자바닥이젖음|사진|17/62|61/62"
    "|양호+파손+부족+기한경과+거절=발송+초과|젖은상자는|Deliveredby|Receivedby|서명Signature",
    "discrepancy": "인수차이보고서|Discrepancyreport|50개|4병|2020년3월25일|25March2020"
    "|인수증GR-2020-0011에붙습니다|대전광역시의의견|우한시의의견|PositionofWuhan|□손실로처리"
    "|Claimedfromthecarrier|Agreedbybothcitieson",
    "end_use": "물품사용보고서|End-usereport|취약계층과의료기관|Vulnerablepeopleandhospitals"
    "|대한적십자사|RedCross|8,400|손실로처리|20,950|1,979",
    "outcome": "교류결과보고서|Exchangeoutcomereport|자매도시청소년교류|우정을쌓음|18명"
    "|18,200,000KRW|18,600,000|2020년7월20일~24일|닷새를함께|Fivedaysspenttogether|숙박|KIMHaneul",
    "city_record": "도시교류기록|Recordofexchangewithacity|시애틀시|CityofSeattle|1989-10-20"
    "|자매도시|Sistercity|청소년교류39회|마스크|masks|5,000|IR-2020-0012|초청장|Invitation"
    "|기록이없습니다",
    "yearly": "국제교류연간보고서|Yearlyreport|2020|우한시|삿포로시|165.6|KRW18,000,000"
    "|KRW18,200,000|JPY300,000|2020-01|2020-07|11",
}


def facts_of(kind: str, **changed):
    if kind in RECEIPTS:
        return a_receipt(kind, **changed)
    return a_report(kind, **changed) if kind in REPORTS else a_paper(kind, **changed)


@cache
def paper(kind: str) -> Rendered:
    return render(kind, facts_of(kind), identifier=IDENTIFIER)


@pytest.mark.parametrize("kind", STARRED)
def test_a_paper_has_all_that_it_must_have(kind):
    said = words_of(paper(kind).pdf)
    assert [words for words in STARRED[kind].split("|") if words not in said] == []
    assert "DJ5C-2HVN" in said


@pytest.mark.parametrize("kind", ["waybill", "invoice", "certificate", "end_use", "outcome"])
def test_a_paper_of_few_lines_is_signed_on_its_first_page(kind):
    assert paper(kind).pages == 1


IN_CHINESE = {
    "packing_list": "装箱单|Packinglist|箱号|批号|有效期|防护口罩|毛重165.6kg|承前页|转下页|合计",
    "waybill": "货物运单|发货方|收货方|到货通知方|目的地|武汉|装货人|运输人|姓名|签字|怕雨|向上",
    "invoice": "形式发票|出口方|进口方|原产地|防护口罩|无偿捐赠|韩元贰仟贰佰贰拾叁万元整",
    "certificate": "捐赠证书|防护口罩|支援武汉市医疗机构防疫|韩元贰仟零捌拾捌万元整|大田广域市市长"
    "|2020年1月31日|救援物资–禁止销售|HUMANITARIANAID–NOTFORSALE",
    "goods_received": "收货单|有保留收货|完好|破损|短少|过期|拒收|溢出|口罩",
    "carton_labels": "纸箱|收货方|武汉市人民政府|防护口罩|救援物资–禁止销售|HUMANITARIANAID",
}


@pytest.mark.parametrize("kind", IN_CHINESE)
def test_a_paper_speaks_chinese_beside_korean(kind):
    facts = facts_of(kind, languages=["ko", "zh-Hans"])
    said = words_of(render(kind, facts, identifier=IDENTIFIER).pdf)
    assert [words for words in IN_CHINESE[kind].split("|") if words not in said] == []


def test_a_clean_receipt_says_so_first_and_lists_no_difference():
    said = words_of(render("goods_received", a_receipt(**CLEAN), identifier=IDENTIFIER).pdf)
    assert said.index("이상없이인수") < said.index("보내는곳")
    assert "차이내역" not in said
    assert "모두온전하게받았습니다" in said


def test_the_packing_list_carries_its_totals_from_page_to_page():
    made = paper("packing_list")
    pages = read_back(made.pdf, "pdftotext", "-layout", "FILE", "-").split("\f")
    lines = [line for page in pages for line in page.splitlines()]
    carried = [line.split()[-2:] for line in lines if "이월" in line]
    assert len(carried) == 2 * (made.pages - 1)
    assert carried[::2] == carried[1::2]
    total = next(line for line in lines if "합계 Total" in line)
    assert total.split()[-2:] == ["139.2", "165.6"]
    for n in range(1, 49):
        assert any(line.strip().startswith(f"{n} / 48") for line in lines), n


def test_a_long_invoice_carries_its_amounts():
    lines = a_paper("invoice")["lines"][:1] * 60
    numbered = [line | {"no": n} for n, line in enumerate(lines, 1)]
    made = render("invoice", a_paper("invoice", lines=numbered), identifier=IDENTIFIER)
    text = read_back(made.pdf, "pdftotext", "-layout", "FILE", "-")
    carried = [line.split()[-1] for line in text.splitlines() if "이월" in line]
    assert len(carried) == 2 * (made.pages - 1)
    assert carried[::2] == carried[1::2]
    assert "1,080,000,000" in text


@pytest.mark.parametrize("kind", ["packing_list", "waybill", "invoice", "certificate"])
@pytest.mark.parametrize(("sheet", "size"), [("A4", "595.276 x 841.89"), ("Letter", "612 x 792")])
def test_the_sheet_is_that_of_the_readers_country(kind, sheet, size):
    made = render(kind, a_paper(kind, cartons=2, sheet=sheet), identifier=IDENTIFIER)
    told = read_back(made.pdf, "pdfinfo", "FILE")
    assert size in told


def test_a_paper_to_another_partner_is_set_in_their_language():
    said = words_of(render("invoice", a_paper("invoice", **TO_SEATTLE), identifier=IDENTIFIER).pdf)
    assert all(words in said for words in ("시애틀시", "CityofSeattle", "Pro-formainvoice"))
    assert "요청" not in said


def seen(pdf: bytes, page: int = 1) -> list[zxingcpp.Barcode]:
    """Return the barcodes an outside reader finds on a page."""
    command = ("pdftoppm", "-r", "150", "-gray", "-png", "-f", str(page), "-l", str(page), "-")
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return zxingcpp.read_barcodes(Image.open(BytesIO(done.stdout)))


def bars(found: list[zxingcpp.Barcode]) -> list[str]:
    return [one.text for one in found if one.content_type == zxingcpp.ContentType.GS1]


def test_a_carton_label_says_which_of_how_many_and_its_bars_are_its_sscc():
    made = render("carton_labels", a_paper("carton_labels", cartons=3), identifier=IDENTIFIER)
    assert made.pages == 3
    told = read_back(made.pdf, "pdfinfo", "FILE")
    assert "283.465 x 425.197" in told
    found = seen(made.pdf, 2)
    assert bars(found) == ["(00)388000000000000023"]
    assert "https://exchange.example.org/check/DJ5C-2HVN" in [one.text for one in found]
    said = words_of(made.pdf)
    for words in ("1/3", "3/3", "보건용마스크", "250", "LOTA2001-01", "EXP2022-12", "3.4kg"):
        assert words in said
    assert "HUMANITARIANAID–NOTFORSALE" in said
    assert "(00)388000000000000023" in said


def test_four_labels_fill_an_a4_sheet():
    facts = a_paper("carton_labels", cartons=5, form="four")
    made = render("carton_labels", facts, identifier=IDENTIFIER)
    assert made.pages == 2
    assert len(bars(seen(made.pdf, 1))) == 4
    assert len(bars(seen(made.pdf, 2))) == 1


def test_bars_are_half_a_millimetre_a_module_and_32_high():
    made = render("carton_labels", a_paper("carton_labels", cartons=1), identifier=IDENTIFIER)
    (one,) = [b for b in seen(made.pdf) if b.content_type == zxingcpp.ContentType.GS1]
    left, right = one.position.top_left.x, one.position.top_right.x
    assert (right - left) / 150 * 25.4 == pytest.approx(78, abs=1)
    assert left / 150 * 25.4 >= 5 + 4  # ten modules of white beside the bars, and the margin


def test_a_pallet_label_leaves_room_for_what_nobody_recorded():
    made = render("pallet_labels", a_paper("pallet_labels"), identifier=IDENTIFIER)
    said = words_of(made.pdf)
    assert all(words in said for words in ("1/2", "2/2", "이팔레트의상자", "팔레트Pallet"))


@pytest.mark.parametrize(
    ("amount", "currency", "language", "said"),
    [
        ("18000000", "KRW", "ko", "금18,000,000원(금일천팔백만원)"),
        ("100050000", "KRW", "ko", "금100,050,000원(금일억오만원)"),
        ("1000000.05", "CNY", "zh-Hans", "CNY\u00a01,000,000.05（大写：人民币壹佰万元零伍分）"),
        ("18000000", "KRW", "zh-Hans", "KRW\u00a018,000,000（大写：韩元壹仟捌佰万元整）"),
        ("1050", "EUR", "ko", "EUR\u00a01,050.00"),
    ],
)
def test_sums_are_written_out_as_offices_do(amount, currency, language, said):
    assert sum_in_words(amount, currency, language) == said
