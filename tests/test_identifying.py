"""Words by which a person or a school could be told, and words by which nobody can."""

import pytest

from helpers.checking.identifying import (
    HANDLE,
    MAIL,
    NETWORK,
    NUMBER,
    PERSON,
    PHONE,
    POSTCODE,
    RESPONSE,
    SCHOOL,
    identifiers,
)

FOUND = [
    (MAIL, "j.bloggs@hilltop.leeds.sch.uk"),
    (MAIL, "jo (at) agency.co.uk"),
    (PHONE, "07700 900123"),
    (PHONE, "07700-900-123"),
    (PHONE, "(0113) 496 0123"),
    (PHONE, "01632 960 001"),
    (PHONE, "020 7946 0018"),
    (PHONE, "+44 (0)20 7946 0018"),
    (PHONE, "+447700900123"),
    (PHONE, "0044 1632 960001"),
    (PHONE, "+33 1 23 45 67 89"),
    (POSTCODE, "LS2 9JT"),
    (POSTCODE, "EC1A 1BB"),
    (POSTCODE, "M11AE"),
    (PERSON, "Mrs Khan"),
    (PERSON, "Dr. Okafor"),
    (PERSON, "Miss O'Neill"),
    (PERSON, "Mr P"),
    (PERSON, "Susan Bloggs"),
    (PERSON, "My name is Xanthippe"),
    (PERSON, "Kind regards, Xanthippe"),
    (SCHOOL, "St Mary's C of E Primary"),
    (SCHOOL, "st. marys primary school"),
    (SCHOOL, "Oakfield Academy"),
    (SCHOOL, "Hill Top Community Primary School"),
    (SCHOOL, "Park View High School"),
    (SCHOOL, "The Grange College"),
    (HANDLE, "@missjones_year3"),
    (HANDLE, "instagram.com/missjones"),
    (NETWORK, "81.2.69.142"),
    (NETWORK, "192.168.0.12"),
    (NETWORK, "2001:db8:85a3::8a2e:370:7334"),
    (RESPONSE, "https://survey.agency.co.uk/done?token=zk12ab90"),
    (RESPONSE, "https://agency.eu.qualtrics.com/jfe/form/SV_1?Q_R=R_3kq9"),
    (NUMBER, "AB123456C"),
    (NUMBER, "A123456789012"),
]
NOBODY = [
    "The Linking Network works with schools in Tower Hamlets, Bradford and Kirklees.",
    "The British Academy, a Primary School and Our School",
    "Primary teachers answered; The Primary phase ends with Year 6.",
    "The Department for Education's School Census",
    "The School Linking programme, and Schools Linking",
    "the national College of Teaching",
    "Share of Primary, Number of Primary School",
    "someone@example.org",
    "10.1080/01411926.2020.1234567",
    "ISBN 978 0 11 496012 3",
    "0.05 0.01 0.001 and 0 1 2 3 4 5 6 7 8 9 10 11",
    "from 2020-10-02 to 2021-06-20, at 12:30:45",
    "127.0.0.1, 0.0.0.0 and version 3.11.7.1",
    "DFE-RR090, B001, E017, COVID-19",
    "{math}`x` @ home, @media print would be @{name}",
    "Year 3 teacher, Hackney",
    "Cramér's V, Holm and Benjamini-Hochberg",
    "a1b2c3d4e5f6 #E58AB0",
    "https://www.gov.uk/guidance/integration-area-programme?id=abc123",
]


@pytest.mark.parametrize(("kind", "said"), FOUND)
def test_what_identifies_somebody_is_found_within_a_sentence(kind, said):
    found = list(identifiers(f"We know that {said}. It is so.", spoken=True))
    assert kind in [of for of, _ in found]


@pytest.mark.parametrize("text", NOBODY)
def test_what_identifies_nobody_is_left_alone(text):
    assert list(identifiers(text)) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (PERSON, "Aisha told her mum about it."),
        (PERSON, "It was good. — Xanthippe Bloggs, Leeds"),
        (POSTCODE, "we are in e5 8ab"),
    ],
)
def test_a_respondents_own_words_are_read_more_closely(kind, text):
    assert [of for of, _ in identifiers(text, spoken=True)] == [kind]
    assert list(identifiers(text)) == []


def test_whom_everybody_knows_answers_no_survey():
    text = "We read about Anne Frank, Prophet Mohammed and St George."
    assert list(identifiers(text, spoken=True)) == []


def test_a_name_within_a_schools_name_is_told_once():
    assert list(identifiers("The Stephen Lawson Academy")) == [
        (SCHOOL, "The Stephen Lawson Academy")
    ]
