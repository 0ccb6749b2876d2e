"""Articles that the files are made of."""

NEWS = {
    "en": (
        "Bolivia and Chile sign accord on lithium",
        "LA PAZ, 12 May 2026 - Bolivia and Chile signed an accord on lithium exports on Tuesday, the foreign ministry of"
        " Bolivia said. The accord, worth $1.2 billion, covers three mines and a railway to the port of Arica.",
        "Mr. Quispe, who leads the talks for La Paz, told reporters that both parliaments would ratify the text by the end of"
        " June. Peru objected: its envoy, Dr. Salas, said the U.S. and Argentina had not been consulted.",
        "The two sides agreed to meet again in Antofagasta. Neither gave the share that each of them would receive, nor"
        " the names of the companies that are to work the mines.",
    ),
    "de": (
        "Ghana und Togo einigen sich auf Grenze",
        "ACCRA, 12. Mai 2026 - Ghana und Togo haben sich am Dienstag auf den Verlauf ihrer Seegrenze geeinigt, teilte das"
        " Außenministerium in Accra mit. Das Abkommen gilt für Fischerei, Bergbau und die Suche nach Öl im Golf von Guinea.",
        "Der Minister für Verkehr, Kofi Asante, sagte vor Journalisten, die Regierung werde das Abkommen noch im Sommer dem"
        " Parlament vorlegen. Die Opposition in Lomé lehnte den Vertrag ab und sprach von einem Verrat an der Küste.",
    ),
    "fr": (
        "Le Sénégal et le Mali rouvrent leur frontière",
        "DAKAR, 12 mai 2026 - Le Sénégal et le Mali ont signé mardi un accord qui rouvre leur frontière au commerce, a annoncé"
        " le ministère des Affaires étrangères à Dakar. L'accord porte sur trois postes et une ligne de chemin de fer.",
        "Le ministre malien a salué un texte « attendu depuis longtemps », mais la Guinée a demandé des éclaircissements sur"
        " les droits de douane que paieront ses camions.",
    ),
    "es": (
        "Perú y Ecuador firman un pacto de pesca",
        "LIMA, 12 de mayo de 2026 - Perú y Ecuador firmaron el martes un pacto de pesca que limita las capturas de anchoveta,"
        " según informó la cancillería peruana. El texto entrará en vigor cuando lo aprueben ambos congresos.",
        "El ministro ecuatoriano dijo que su país enviará dos patrulleras a la zona, y Chile pidió ser consultado antes de que"
        " termine el mes.",
    ),
    "ru": (
        "Казахстан и Армения подписали соглашение",
        "АСТАНА, 12 мая 2026 - Казахстан и Армения подписали во вторник соглашение о поставках зерна, сообщило министерство"
        " иностранных дел в Астане. Документ рассчитан на пять лет и предусматривает скидку для мелких покупателей.",
        "Премьер-министр Армении назвал соглашение важным шагом, однако соседние страны попросили объяснить, по каким путям"
        " пойдут вагоны с зерном.",
    ),
    "zh": (
        "蒙古与哈萨克斯坦签署铁路协议",
        "乌兰巴托5月12日电 蒙古与哈萨克斯坦星期二签署一项铁路协议，双方将在五年内修建一条长达六百公里的新线路。"
        "两国外交部发表联合声明，对谈判结果表示满意，并感谢各方在过去两年中提供的帮助。",
        "蒙古外长在记者会上说，协议将提交议会批准。邻国要求说明线路经过哪些地区，并希望参与下一轮磋商，"
        "会议定于秋天在首都举行。",
    ),
}
"""By language: the headline, and the paragraphs."""
