"""The language of an article: detected offline, recorded with that of the metadata, and an issue if not covered."""

import asyncio
import json
from pathlib import Path

import pytest
from rich.console import Console

from extract.output.show import render_article, render_summary
from extract.read import read
from extract.read.language import detect_language
from extract.run import engine
from extract.run.engine import FinishedRun
from extract.store import read_extractions
from extract.telemetry.progress import SilentReporter
from schemas import Article, ArticleExtraction
from tests.support.runs import settings
from tests.support.stub import Said, Stub, said, stubbed

NEWS = {
    "en": "The two ministers signed an agreement on Monday to share the water of the river for ten years.",
    "fr": "Les deux ministres ont signé lundi un accord sur le partage des eaux du fleuve pour dix ans.",
    "de": "Die beiden Minister unterzeichneten am Montag ein Abkommen über das Wasser des Flusses für zehn Jahre.",
    "es": "Los dos ministros firmaron el lunes un acuerdo para compartir el agua del río durante diez años.",
    "pt": "Os dois ministros assinaram na segunda-feira um acordo para partilhar a água do rio durante dez anos.",
    "it": "I due ministri hanno firmato lunedì un accordo per dividere l'acqua del fiume per dieci anni.",
    "nl": "De twee ministers hebben maandag een overeenkomst getekend om het water van de rivier tien jaar te delen.",
    "pl": "Obaj ministrowie podpisali w poniedziałek umowę o podziale wody z rzeki na dziesięć lat.",
    "sv": "De två ministrarna undertecknade på måndagen ett avtal om att dela flodens vatten i tio år.",
    "tr": "İki bakan pazartesi günü nehrin suyunu on yıl boyunca paylaşmak için bir anlaşma imzaladı.",
    "id": "Kedua menteri menandatangani perjanjian pada hari Senin untuk berbagi air sungai selama sepuluh tahun.",
    "vi": "Hai bộ trưởng đã ký một thỏa thuận vào thứ Hai để chia sẻ nước của con sông trong mười năm.",
    "ru": "Два министра подписали в понедельник соглашение о разделе воды реки на десять лет.",
    "uk": "Двоє міністрів підписали в понеділок угоду про розподіл води річки на десять років.",
    "el": "Οι δύο υπουργοί υπέγραψαν τη Δευτέρα συμφωνία για την κατανομή του νερού του ποταμού για δέκα χρόνια.",
    "ar": "وقع الوزيران يوم الاثنين اتفاقا لتقاسم مياه النهر لمدة عشر سنوات.",
    "fa": "دو وزیر روز دوشنبه توافقنامه‌ای برای تقسیم آب رودخانه به مدت ده سال امضا کردند.",
    "he": "שני השרים חתמו ביום שני על הסכם לחלוקת מי הנהר למשך עשר שנים.",
    "hi": "दोनों मंत्रियों ने सोमवार को नदी के पानी को दस साल तक बाँटने के समझौते पर हस्ताक्षर किए।",
    "zh": "两位部长星期一签署了一项为期十年的河水分配协议。",
    "ja": "両国の大臣は月曜日、川の水を十年間分け合う協定に署名した。",
    "ko": "두 장관은 월요일 강물을 십 년 동안 나누어 쓰는 협정에 서명했다.",
    "th": "รัฐมนตรีทั้งสองลงนามข้อตกลงแบ่งปันน้ำในแม่น้ำเป็นเวลาสิบปีเมื่อวันจันทร์",
}  # fmt: skip


@pytest.mark.parametrize("language", NEWS)
def test_one_sentence_is_enough_to_detect_a_language(language: str) -> None:
    assert detect_language(NEWS[language]) == language


@pytest.mark.parametrize("text", ["", "  \n", "1234 / 5678", "—", "\0"])
def test_text_without_words_has_no_language(text: str) -> None:
    assert detect_language(text) is None


def test_only_the_beginning_of_a_text_is_examined() -> None:
    assert detect_language(f"{NEWS['fr']}\n" * 20 + f"{NEWS['en']}\n" * 100_000) == "fr"


def row(tmp_path: Path, **given: str) -> Article:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(given), encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    ("given", "language"),
    [({}, "fr"), ({"language": "fr-CA"}, "fr"), ({"language": "en"}, "en"), ({"language": "?"}, "fr")],
)
def test_declared_and_detected_language_are_both_kept(given: dict[str, str], language: str, tmp_path: Path) -> None:
    article = row(tmp_path, text=NEWS["fr"], **given)
    assert (article.language, article.language_detected) == (language, "fr")


def nothing(question: str, number: int) -> Said:
    """An answer without records, of the kinds that the question asks for."""
    kinds = [f"{kind}s" for kind in ("agreement", "statement") if f"{kind} cues" in question]
    return said(json.dumps({kind: [] for kind in kinds or ("actors", "agreements", "statements")}))


def extracted(folder: Path, plan: str) -> tuple[ArticleExtraction, FinishedRun]:
    """The extraction of the article in `rows.jsonl`."""
    with stubbed(Stub(rule=nothing)) as stub:
        chosen = settings(stub, plan=plan, verify=None)
        inputs, out = [folder / "rows.jsonl"], folder / "out"
        finished = asyncio.run(engine.extract_inputs(inputs, out, chosen, SilentReporter()))
    (found,) = read_extractions(finished.path)
    return found, finished


@pytest.mark.parametrize("language", NEWS)
def test_the_document_plan_reads_every_language_alike(language: str, tmp_path: Path) -> None:
    article = row(tmp_path, text=NEWS[language])
    (tmp_path / "rows.jsonl").write_text(article.model_dump_json(), encoding="utf-8")
    found, finished = extracted(tmp_path, "document")
    assert (found.issues, finished.manifest.counts.other_language) == ((), 0)


@pytest.mark.parametrize(
    ("text", "given", "told"),
    [
        (NEWS["en"], "", None),
        (NEWS["en"], "fr", None),
        (NEWS["fr"], "", "the article is in 'fr'"),
        (NEWS["fr"], "en", "the article is in 'fr'"),
        ("1234 / 5678", "", "the article's language was not recognised"),
        ("1234 / 5678", "en", None),
        ("1234 / 5678", "sw", "the article is in 'sw'"),
    ],
)
def test_the_plan_of_choices_gives_an_article_in_another_language_an_issue(
    text: str, given: str, told: str | None, tmp_path: Path
) -> None:
    article = row(tmp_path, text=text, language=given)
    (tmp_path / "rows.jsonl").write_text(article.model_dump_json(), encoding="utf-8")
    found, finished = extracted(tmp_path, "choices")
    assert [issue.message.partition(",")[0] for issue in found.issues] == ([told] if told else [])
    assert finished.manifest.counts.other_language == bool(told)
    assert finished.manifest.counts.balance
    console = Console(width=120)
    with console.capture() as shown:
        console.print(render_article(found, ()), render_summary(finished.manifest, finished.path))
    assert ("records may be missing" in shown.get()) is bool(told)
    assert ("1 article in a language that the analyzer does not read" in shown.get()) is bool(told)
