"""Origin names: what waves, surveys, items and responses are called where origins are told."""

from __future__ import annotations

from helpers.items import Item, Response
from helpers.origins import know
from helpers.waves import Wave


def know_wave(wave: Wave) -> None:
    """Keep a wave's academic year, phases and weighting, and what its surveys are called."""
    rule, surveys = wave.questionnaire.settings.weighting, wave.facts["surveys"]
    weighting = ""
    if rule["survey"] in surveys and rule["target"] in surveys:
        target = surveys[rule["target"]]["label"]
        weighting = f"{rule['variable'].replace('_', ' ')} profile of {target}"
    know(
        "waves",
        wave.name,
        year=wave.facts["academic_year"],
        weighting=weighting,
        phases=list(wave.questionnaire.item("phase").scale.responses),
        surveys={name: surveys[name]["label"] for name in wave.surveys},
        groups={name: surveys[name]["group"] for name in wave.surveys},
    )


def know_item(item: Item, special: dict[str, Response]) -> None:
    """Keep an item's label, wording and responses, those of the headline and boxes too."""
    scale = item.scale
    labels = {key: response.label for key, response in scale.responses.items()}
    labels |= {key: band.label for key, band in scale.bands.items()}
    labels |= {key: special[key].label for key in item.special if key in special}
    boxes = {"headline": item.headline}
    if item.kind == "ordinal":
        boxes |= {"top2": item.top2, "bottom2": item.bottom2}
    know(
        "items",
        item.name,
        label=item.label,
        phrase=item.phrase,
        wording=" ".join(item.wording.split()),
        responses=labels,
        boxes={name: list(keys) for name, keys in boxes.items() if keys},
    )
