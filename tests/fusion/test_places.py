"""Where the places of an article lie, and what they lie in."""

import pytest

from kg.articles.article import Article
from kg.fusion.claim import Entity
from kg.namespaces import NS
from kg.reader import ArticleReader


def entities(reader: ArticleReader, text: str) -> tuple[dict[str, Entity], dict[str, Entity]]:
    """Return the entities by the words of their mentions, and all of them by IRI."""
    mentions = reader.extractor.extract(Article(text))
    found = reader.identifier.identify("k", mentions)
    return {m.text: found.entity(m.id) for m in mentions.entities}, dict(found.entities)


def chain(reader: ArticleReader, text: str, words: str) -> list[str]:
    by_words, by_iri = entities(reader, text)
    parents = [tail for relation, tail in by_words[words].relations if relation == NS + "locatedIn"]
    return [by_words[words].label, *(by_iri[parent].label for parent in parents)]


@pytest.mark.parametrize(
    ("text", "words", "inside"),
    [
        ("Rebels attacked Aleppo in Syria.", "Aleppo", "Syria"),
        ("Rebels attacked Tripoli, Libya.", "Tripoli", "Libya"),
        ("Rebels attacked Tripoli, Lebanon.", "Tripoli", "Lebanon"),
        ("Syrian troops left Palmyra.", "Palmyra", "Syria"),
        ("Damascus said its troops had left Homs.", "Homs", "Syria"),
        ("Jets bombed Deir ez-Zor province in Syria.", "Deir ez-Zor province", "Syria"),
    ],
)
def test_place_lies_in_its_country(reader: ArticleReader, text: str, words: str, inside: str) -> None:
    assert inside in chain(reader, text, words)


def test_country_behind_a_town_beats_the_country_of_the_story(reader: ArticleReader) -> None:
    text = "Lebanon, Lebanese troops and Lebanese police left. Rebels attacked Tripoli, Libya."
    assert "Libya" in chain(reader, text, "Tripoli")


def test_town_of_a_name_is_that_name(reader: ArticleReader) -> None:
    by_words, _ = entities(reader, "Syrian troops took the town of Palmyra.")
    assert by_words["town"].iri == by_words["Palmyra"].iri


def test_settlement_has_point_and_precision(reader: ArticleReader) -> None:
    aleppo = entities(reader, "Rebels attacked Aleppo in Syria.")[0]["Aleppo"]
    assert (aleppo.precision, aleppo.geonames_id) == ("settlement", "170063")
    assert aleppo.latitude == pytest.approx(36.2, abs=0.1)


def test_facility_lies_at_the_town_in_its_name(reader: ArticleReader) -> None:
    assert "Homs" in chain(reader, "Syrian jets hit the Homs refinery.", "Homs refinery")


def test_airport_has_its_own_point(reader: ArticleReader) -> None:
    airport = entities(reader, "Rebels attacked Damascus airport in Syria.")[0]["Damascus airport"]
    assert (airport.precision, airport.latitude) == ("facility", pytest.approx(33.41, abs=0.01))


def test_part_of_the_world_is_no_hamlet_of_that_name(reader: ArticleReader) -> None:
    by_words, _ = entities(reader, "Syrian envoys said that the Middle East was calm.")
    assert (by_words["Middle East"].precision, by_words["Middle East"].cls) == ("region", NS + "Region")


def test_region_of_a_country_lies_in_it(reader: ArticleReader) -> None:
    text = "An attack shook Syria's central region."
    by_words, _ = entities(reader, text)
    region = by_words["central region"]
    assert (NS + "locatedIn", by_words["Syria"].iri) in region.relations


def test_state_named_after_a_country_is_not_that_country(reader: ArticleReader) -> None:
    by_words, _ = entities(reader, "The U.S. army trains in New Mexico every year.")
    assert by_words["New Mexico"].cls == NS + "AdministrativeArea"


def test_invented_town_is_on_no_map(reader: ArticleReader) -> None:
    by_words, _ = entities(reader, "Syrian rebels took the town of Qaldumraz.")
    assert by_words["Qaldumraz"].latitude is None


def test_towns_of_one_state_are_read_together(reader: ArticleReader) -> None:
    text = "Shops closed in Duluth. A fire broke out in Moorhead, and police from Bemidji came to Alexandria."
    assert "Minnesota" in chain(reader, text, "Alexandria")


def test_a_state_named_decides_for_its_towns(reader: ArticleReader) -> None:
    assert "Texas" in chain(reader, "A storm hit Texas. Schools in Athens were closed.", "Athens")


@pytest.mark.parametrize(
    ("text", "words", "inside"),
    [
        (
            "The road from Alexandria to Shreveport in Louisiana was closed.",
            "Alexandria",
            "Louisiana",
        ),
        ("A soldier back from Iraq spoke in Dublin, Ohio. Columbus and Dayton sent buses.", "Dublin", "Ohio"),
        ("Troops shelled Alexandria and Cairo.", "Alexandria", "Egypt"),
        ("Deputies in Boone County, Ky., and Covington, Kentucky, closed a road.", "Boone County", "Kentucky"),
    ],
)
def test_states_that_a_text_names_bring_their_country(
    reader: ArticleReader, text: str, words: str, inside: str
) -> None:
    assert inside in chain(reader, text, words)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Police in Atlanta, Savannah and Macon closed roads across Georgia.", "United States"),
        ("Troops left Tbilisi as Georgia protested.", ""),
        ("Russia sent troops to Georgia. Officials flew to Atlanta.", ""),
        ("Georgian troops crossed the river in Georgia. A delegation came from Atlanta and Savannah.", ""),
    ],
)
def test_georgia_is_the_country_unless_all_else_tells_of_the_state(
    reader: ArticleReader, text: str, country: str
) -> None:
    assert chain(reader, text, "Georgia")[1:] == ([country] if country else [])


def test_a_province_that_is_named_after_a_town_in_it_still_lies_in_its_country(reader: ArticleReader) -> None:
    text = "Troops left Hasakah in Syria. Rebels hold most of Hasakah province."
    assert chain(reader, text, "Hasakah province")[1:] == ["Syria"]


def test_city_of_millions_is_meant_rather_than_a_small_town_of_its_name(reader: ArticleReader) -> None:
    text = "The United States closed its embassy after envoys left London and Washington."
    assert "United Kingdom" in chain(reader, text, "London")


def test_town_is_meant_where_its_state_is_named(reader: ArticleReader) -> None:
    assert "United States" in chain(reader, "Police in Paris, Texas, arrested two men from Dallas, Texas.", "Paris")


def test_america_is_the_united_states(reader: ArticleReader) -> None:
    assert entities(reader, "America sent troops to Haiti.")[0]["America"].label == "United States"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S. police closed Kenton County jail.", "Kenton County jail"),
        ("Students marched at Cornell University, U.S. media said.", "Cornell University"),
        ("A bomb went off at the Percy French Hotel in France.", "Percy French Hotel"),
        ("Crowds gathered on Hampton Avenue, U.S. police said.", "Hampton Avenue"),
        ("Troops guarded a White House residence.", "White House residence"),
    ],
)
def test_a_facility_does_not_lie_in_whatever_bears_its_first_word(reader: ArticleReader, text: str, words: str) -> None:
    assert not [e for w, e in entities(reader, text)[0].items() if words in w and e.latitude is not None]


@pytest.mark.parametrize(
    ("text", "words", "latitude"),
    [
        ("Shells fell in Homs, Syria, near the Homs market.", "Homs market", 34.7),
        ("Libyan medics brought them to Benghazi hospital.", "Benghazi hospital", 32.1),
    ],
)
def test_a_base_or_hospital_lies_in_the_town_of_its_name(
    reader: ArticleReader, text: str, words: str, latitude: float
) -> None:
    assert entities(reader, text)[0][words].latitude == pytest.approx(latitude, abs=0.2)


def test_a_state_is_no_town_there_that_is_spelled_so_too(reader: ArticleReader) -> None:
    state = entities(reader, "Families across Minnesota will pay more.")[0]["Minnesota"]
    assert state.cls == NS + "AdministrativeArea"


def test_a_city_is_rather_one_of_that_name_than_one_with_another_name(reader: ArticleReader) -> None:
    assert "Mexico" in chain(reader, "They flew to Cancun.", "Cancun")


@pytest.mark.parametrize(
    ("text", "words", "wrong"),
    [
        ("Rebels took the town of Karm.", "Karm", "Texas"),
        ("Sweden and Belgium met. Korea lost.", "Korea", "Ivory Coast"),
        ("The verdict was read in Salisbury.", "Salisbury", "Harare"),
        ("Bandits took a man in Kuchi village in Munya LGA of Niger State.", "Kuchi village", "Vietnam"),
        ("Bandits raided a farm in Niger State.", "Niger State", "Niger"),
        ("Rebels in the U.S. attacked Washington County.", "Washington County", "Washington State"),
    ],
)
def test_no_far_place_of_a_like_name(reader: ArticleReader, text: str, words: str, wrong: str) -> None:
    assert wrong not in chain(reader, text, words)


def test_a_capital_is_meant_whatever_town_is_spelled_so(reader: ArticleReader) -> None:
    assert "Afghanistan" in chain(reader, "Two senators of the U.S. visited Kabul.", "Kabul")


def test_a_city_abroad_is_meant_in_news_of_several_states(reader: ArticleReader) -> None:
    talks = "The United States and Iran resumed talks in Geneva."
    assert "Switzerland" in chain(reader, talks, "Geneva")
    assert "Illinois" in chain(reader, "Police in Illinois said a man of Mexico was shot in Geneva.", "Geneva")
    assert "Colombia" in chain(reader, "Colombia told Venezuela of rebels in Malaga.", "Malaga")


def test_a_town_that_is_alone_in_its_name_is_meant_abroad(reader: ArticleReader) -> None:
    assert "Israel" in chain(reader, "Rockets were fired from southern Lebanon at Kiryat Shmona.", "Kiryat Shmona")
    assert "Israel" in chain(reader, "A drone launched from Yemen hit Eilat.", "Eilat")


def test_capitals_of_two_letters_are_no_town(reader: ArticleReader) -> None:
    assert "Ghana" not in chain(reader, "The river in WA rose.", "WA")


def test_part_of_the_kingdom_places_its_towns(reader: ArticleReader) -> None:
    assert "United Kingdom" in chain(reader, "Police in Belfast, Northern Ireland, arrested a man.", "Belfast")


def test_a_city_spelled_a_little_otherwise_is_meant(reader: ArticleReader) -> None:
    assert "Russia" in chain(reader, "The ship was built in St. Petersburg.", "St. Petersburg")


def test_a_province_of_the_text_is_no_village_next_door(reader: ArticleReader) -> None:
    text = "They closed plants in Wixom, Michigan, and Batavia, Ohio. A Canadian union named Ontario and Atlanta."
    assert "Canada" in chain(reader, text, "Ontario")
    assert "Georgia" in chain(reader, text, "Atlanta")


def test_a_street_in_a_name_is_no_town(reader: ArticleReader) -> None:
    found, _ = entities(reader, "A bomb went off at the Oxford Street bus station in Belfast, Northern Ireland.")
    assert all("Oxford" not in place.label for place in found.values() if place.cls == NS + "PopulatedPlace")
    assert found["Oxford Street bus station"].latitude is None


@pytest.mark.parametrize(
    ("text", "words", "inside"),
    [
        ("Israeli troops raided Jenin.", "Jenin", "Palestine"),
        ("French soldiers killed a jihadist in Menaka.", "Menaka", "Mali"),
        ("Russian forces are pushing toward Pokrovsk, a spokesman in Kyiv said.", "Pokrovsk", "Ukraine"),
        ("Colombian soldiers were ambushed near Florencia.", "Florencia", "Colombia"),
    ],
)
def test_troops_of_a_country_may_be_abroad(reader: ArticleReader, text: str, words: str, inside: str) -> None:
    assert inside in chain(reader, text, words)


@pytest.mark.parametrize("text", ["Nigerian troops killed ten bandits in Kuchi.", "Indian soldiers left Springfield."])
def test_one_of_many_namesakes_abroad_is_not_chosen(reader: ArticleReader, text: str) -> None:
    words = text.removesuffix(".").split()[-1]
    assert chain(reader, text, words) == [words]


def test_a_city_is_meant_by_its_own_name_before_a_village_spelled_so(reader: ArticleReader) -> None:
    text = "Two tourists were shot in Sousse. Fighters in Syria and Iraq praised the attack."
    assert "Tunisia" in chain(reader, text, "Sousse")


def test_no_village_is_found_by_another_spelling_of_another_name(reader: ArticleReader) -> None:
    assert chain(reader, "A bomb went off in Karrada, Baghdad. Iraq mourned.", "Karrada") == ["Karrada"]


@pytest.mark.parametrize("name", ["Central Hospital of Kandahar", "University of Mosul"])
def test_a_facility_of_a_town_lies_in_it(reader: ArticleReader, name: str) -> None:
    town = name.rpartition(" of ")[2]
    found, by_iri = entities(reader, f"Rockets were fired at {town}. Shells hit the {name}.")
    places = {by_iri[tail].label for relation, tail in found[name].relations if relation == NS + "locatedIn"}
    assert {by_iri[found[town].iri].label} == places


def test_a_facility_lies_where_one_of_its_names_tells(reader: ArticleReader) -> None:
    text = "Soldiers took Mosul University in Iraq. The University of Mosul was shelled. Mosul was quiet."
    found, _ = entities(reader, text)
    assert found["Mosul University"].iri == found["University of Mosul"].iri
    assert found["University of Mosul"].latitude is not None


def test_a_capital_is_meant_before_all_towns_called_after_it(reader: ArticleReader) -> None:
    text = "Rwanda and Congo signed an agreement in Washington."
    assert chain(reader, text, "Washington")[-1] == "United States"


@pytest.mark.parametrize(
    ("text", "words", "city"),
    [
        ("A bomb killed nine people in the Somali capital.", "Somali capital", "Mogadishu"),
        ("Rebels shelled the capital of Yemen.", "capital", "Sanaa"),
        ("Drones hit the Ukrainian regional capital.", "Ukrainian regional capital", None),
        ("Gunmen attacked Pakistan's commercial capital.", "commercial capital", None),
        ("Rebels shelled the capital.", "capital", None),
    ],
)
def test_the_capital_of_a_country_is_its_city(reader: ArticleReader, text: str, words: str, city: str | None) -> None:
    found = next(entity for mention, entity in entities(reader, text)[0].items() if words in mention)
    assert (found.label if found.latitude is not None else None) == city
