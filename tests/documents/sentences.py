"""A sentence in every language papers are set in, with the signs that are hard to set."""

SENTENCES = {
    "ko": "존경하는 시장님께: 두 도시는 2010년 10월 22일부터 도왔습니다. IR-2020-0031.",
    "ja": "両市は2010年10月22日に姉妹都市となって以来、助け合ってきました。IR-2020-0031。",
    "zh-Hans": "两市自2010年10月22日结为友好城市以来，一直互相帮助。登记号IR-2020-0031。",
    "zh-Hant": "兩市自2010年10月22日締結姊妹市以來，始終互相協助。登記號IR-2020-0031。",
    "vi": "Kính thưa Ngài Chủ tịch, hai thành phố đã giúp đỡ lẫn nhau; số đăng ký IR-2020-0031.",
    "en": "Dear Mayor, the two cities have helped each other since 22 October 2010: IR-2020-0031.",
    "hu": "Tisztelt Polgármester Úr! A két város segíti egymást; űrlap és őszinte köszönet.",
    "es": "Estimado señor alcalde: ¿las dos ciudades se han ayudado? ¡Sí! Número IR-2020-0031.",
    "sv": "Bäste borgmästare, städerna har hjälpt varandra sedan de blev vänorter på Åland.",
    "ru": "Уважаемый мэр! Города помогают друг другу в беде — и в радости, № IR-2020-0031.",
    "de": "Sehr geehrter Herr Bürgermeister, die Städte helfen einander: Größe „IR-2020-0031“.",
    "fr": "Monsieur le Maire, les villes s’entraident ; « merci » ! D’œuvre : IR-2020.",
    "it": "Egregio Sindaco, le due città si aiutano a vicenda. È più che un numero: IR-2020-0031.",
    "cs": "Vážený pane primátore, obě města si pomáhají; žluťoučký kůň v Brně, č. j. IR-2020.",
    "ar": "معالي السيد الوالي المحترم، تحية طيبة وبعد، فإن المدينتين والإسلام لله، جويلية.",
    "uk": "Шановний пане міський голово! Міста допомагають одне одному: ґанок, їжа, єдність.",
    "mn": "Эрхэм хүндэт хотын дарга танаа: хоёр хот өөрийн үүргээ биелүүлж тусалсаар ирсэн.",
    "lo": "ຮຽນ ທ່ານເຈົ້າຄອງນະຄອນຫຼວງທີ່ນັບຖື ສອງນະຄອນໄດ້ຊ່ວຍເຫຼືອເຊິ່ງກັນແລະກັນ ນ້ຳໃຈ ຈຳນວນ 12 ອັນ",
    "id": "Yang terhormat Bapak Wali Kota, kedua kota telah saling membantu: IR-2020-0031.",
}
