"""All that a questionnaire says."""

from helpers.checking.questionnaire_texts import questionnaire_texts


def test_texts_of_every_depth_come_and_no_numbers(tmp_path):
    (tmp_path / "data").mkdir()
    text = "items: {one: {wording: How much?, codes: [1, A lot]}}\nnote: Hello\n"
    (tmp_path / "data/questionnaire.yml").write_text(text, encoding="utf-8")
    assert questionnaire_texts(tmp_path) == ["How much?", "A lot", "Hello"]
