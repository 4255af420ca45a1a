"""The same text gives the same annotation, whatever the number of threads and whatever was read before it."""

from dataclasses import replace
from pathlib import Path

import onnxruntime
import pytest

from reportedly.language.encoder import annotate
from reportedly.language.models import Model, open_model
from reportedly.resources import model_folder

SAMPLES = Path(__file__).parents[2] / "samples"
TEXT = " ".join(path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt")))


def with_threads(model: Model, threads: int) -> Model:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    encoder = onnxruntime.InferenceSession(
        str(model_folder() / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
    )
    return replace(model, encoder=encoder)


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_annotation_does_not_depend_on_threads(threads: int) -> None:
    model = open_model()
    assert annotate(TEXT, "2024-05-07", with_threads(model, threads)) == annotate(TEXT, "2024-05-07", model)


def test_annotation_does_not_depend_on_what_was_read_before() -> None:
    model = open_model()
    alone = annotate(TEXT, None, model)
    annotate("Vesk said its army had taken Orlo.", None, model)
    assert annotate(TEXT, None, model) == alone


def test_the_day_of_publication_is_read() -> None:
    model = open_model()
    text = "Rebels attacked Orlo in March 2012, and the army shelled it in May 2024."
    then, now = (annotate(text, day, model).happenings for day in ("2012-03-20", "2024-05-07"))
    assert [event.trigger for event in then] == [event.trigger for event in now]
    assert [event.status_score for event in then] != [event.status_score for event in now]
