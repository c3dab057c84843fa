from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.gazetteer.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def world() -> Iterator[Gazetteer]:
    with Gazetteer.open() as gazetteer:
        yield gazetteer


def first_country(gazetteer: Gazetteer, name: str, *countries: str) -> str:
    return gazetteer.find(name, countries=countries)[0].country_code


@pytest.mark.parametrize("spelling", ["Deir ez-Zor", "Deir Ezzor", "DEIR EZ ZOR", "Dayr az Zawr", "Deir al-Zour"])
def test_spellings_of_one_town_meet(world: Gazetteer, spelling: str) -> None:
    town = world.find(spelling, countries=["SY"])[0]
    assert (town.geonames_id, town.kind, town.how) == (170794, "settlement", "exact")


@pytest.mark.parametrize(
    ("name", "countries", "expected"),
    [
        ("Tripoli", [], "LY"),
        ("Tripoli", ["LB"], "LB"),
        ("Palmyra", ["SY", "US"], "SY"),
        ("Palmyra", ["US"], "US"),
        ("Cambridge", [], "GB"),
        ("Cambridge", ["US"], "US"),
        ("Georgia", [], "GE"),
        ("Georgia", ["US"], "US"),
        ("Hama", [], "SY"),
        ("Rafah", ["EG"], "EG"),
    ],
)
def test_context_chooses_among_homonyms(world: Gazetteer, name: str, countries: list[str], expected: str) -> None:
    assert first_country(world, name, *countries) == expected


@pytest.mark.parametrize(
    ("name", "geonames_id"),
    [
        ("Kharkiv", 706483),
        ("Kharkov", 706483),
        ("Bakhmut", 713174),
        ("Fallujah", 99454),
        ("Goma", 216281),
        ("Maiduguri", 2331447),
        ("Srebrenica", 3190159),
        ("Sloviansk", 693468),
    ],
)
def test_towns_in_the_news_are_found_without_context(world: Gazetteer, name: str, geonames_id: int) -> None:
    assert world.find(name)[0].geonames_id == geonames_id


@pytest.mark.parametrize("spelling", ["Ash Shaddadi", "al-Shaddadi", "Shaddadi"])
def test_transliteration_is_matched_by_consonants_in_context_only(world: Gazetteer, spelling: str) -> None:
    town = world.find(spelling, countries=["SY", "US"])[0]
    assert (town.geonames_id, town.how) == (172837, "fuzzy")
    assert world.find(spelling) == []


def test_the_article_of_a_main_name_makes_no_other_name_of_it(world: Gazetteer) -> None:
    town = world.find("Hodeydah", countries=["YE"])[0]
    assert (town.geonames_id, town.how) == (79415, "fuzzy")


def test_a_province_is_found_by_either_spelling(world: Gazetteer) -> None:
    spellings = ("Dohuk province", "Duhok province")
    assert {world.find(name, countries=["IQ"])[0].geonames_id for name in spellings} == {97270}


def test_a_likeness_of_consonants_alone_is_no_match(world: Gazetteer) -> None:
    assert all(place.name != "Al ‘Ashārah" for place in world.find("Ash Shirat", countries=["SY"]))


def test_confidence_is_low_outside_the_context(world: Gazetteer) -> None:
    at_home = world.find("Cambridge", countries=["GB"])[0]
    abroad = world.find("Cambridge", countries=["SY"])[0]
    assert at_home.confidence > 0.8
    assert abroad.confidence <= 0.4


def test_a_town_and_its_province_do_not_weaken_each_other(world: Gazetteer) -> None:
    town, province = world.find("Idlib", countries=["SY"])
    assert (town.kind, province.kind) == ("settlement", "province")
    assert town.confidence == province.confidence == 1.0


@pytest.mark.parametrize(
    ("name", "country", "identifier"),
    [
        ("Deir ez-Zor province", "SY", "170792"),
        ("Idlib", "SY", "169387"),
        ("Donetsk region", "UA", "709716"),
        ("Donetsk Oblast", None, "709716"),
        ("Helmand", None, "1140043"),
        ("al-Anbar", None, "99592"),
        ("Anbar province", "IQ", "99592"),
        ("North Kivu", None, "206938"),
        ("Borno", None, "2346794"),
        ("Salahuddin province", "IQ", "91695"),
        ("Nagorno-Karabakh", None, "nagorno-karabakh"),
        ("Donbas", "UA", "donbas"),
    ],
)
def test_provinces_and_regions_by_name(world: Gazetteer, name: str, country: str | None, identifier: str) -> None:
    found = world.find(name, countries=[country] if country else [], kinds=("province", "region"))
    assert found[0].identifier == identifier


def test_the_town_stands_in_for_a_district_of_its_name(world: Gazetteer) -> None:
    town = world.find("Sangin district", countries=["AF"])[0]
    assert (town.name, town.kind, town.how) == ("Sangīn", "settlement", "fuzzy")
    assert town.confidence <= 0.7
    provinces = world.find("Sangin district", countries=["AF"], kinds=("province",))
    assert provinces == []


def test_a_province_lies_where_its_people_live(world: Gazetteer) -> None:
    province = world.province("SY", "07")
    assert province is not None
    assert province.name == "Deir ez-Zor Governorate"
    assert (round(province.latitude), round(province.longitude)) == (35, 40)


def test_unknown_names_and_codes_give_nothing(world: Gazetteer) -> None:
    assert world.find("Qwertzuiopland") == []
    assert world.find("") == []
    assert world.find("Дейр") == []
    assert world.province("SY", "99") is None
    assert world.country("ZZ") is None


@pytest.mark.parametrize(
    ("name", "icao"),
    [("Bagram Airfield", "OAIX"), ("Shayrat air base", "OS65"), ("Goma airport", "FZNA"), ("Al Asad Airbase", "ORAA")],
)
def test_air_bases_go_by_any_generic_word(world: Gazetteer, name: str, icao: str) -> None:
    base = world.find(name)[0]
    assert (base.kind, base.icao) == ("airport", icao)


def test_a_bare_name_is_an_airport_only_when_asked_for(world: Gazetteer) -> None:
    assert all(place.kind != "airport" for place in world.find("Goma"))
    assert world.find("Al Udeid", kinds=["airport"])[0].icao == "OTBH"


def test_an_airport_lies_in_the_province_of_the_nearest_town(world: Gazetteer) -> None:
    base = world.airport("OSDZ")
    assert base is not None
    assert (base.country_code, base.admin1_code) == ("SY", "07")


def test_a_point_nearby_outweighs_population(world: Gazetteer) -> None:
    near_lebanon = world.find("Tripoli", near=(34.0, 35.8))[0]
    assert near_lebanon.country_code == "LB"


def test_countries_and_capitals(world: Gazetteer) -> None:
    syria, capital = world.country("SY"), world.capital("SY")
    assert syria is not None and syria.geonames_id == 163843
    assert capital is not None and capital.name == "Damascus"
    assert len(world.countries()) > 240


def test_very_short_names_need_context(world: Gazetteer) -> None:
    small = world.find("Hit", countries=["IQ"])[0]
    assert small.country_code == "IQ"
    assert all(place.population >= 20_000 for place in world.find("Us") if place.kind == "settlement")


def test_a_missing_file_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no gazetteer at .*nowhere.*Leave the path out"):
        Gazetteer.open(tmp_path / "nowhere.sqlite")


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"), [("RU", 60, 100), ("US", 39.8, -98.5), ("MU", -20.2, 57.5), ("CN", 35, 105)]
)
def test_a_country_is_where_maps_put_it(world: Gazetteer, code: str, latitude: float, longitude: float) -> None:
    country = world.country(code)
    assert country is not None
    assert (country.latitude, country.longitude) == pytest.approx((latitude, longitude), abs=1)


def test_a_province_is_the_middle_of_its_towns(world: Gazetteer) -> None:
    california = world.province("US", "CA")
    assert california is not None
    assert (california.latitude, california.longitude) == pytest.approx((37.3, -119.5), abs=0.5)


def test_a_division_of_the_text_decides_between_namesakes(world: Gazetteer) -> None:
    assert world.find("Alexandria")[0].country_code == "EG"
    found = world.find("Alexandria", divisions={("US", "MN")})[0]
    assert (found.country_code, found.admin1_code) == ("US", "MN")


@pytest.mark.parametrize("name", ["Europe", "Middle East", "Latin America", "Korean Peninsula"])
def test_a_part_of_the_world_is_no_village(world: Gazetteer, name: str) -> None:
    assert world.find(name, countries=["US"], divisions={("US", "MD")})[0].kind == "region"


def test_states_go_by_their_abbreviations(world: Gazetteer) -> None:
    assert [world.find(name)[0].admin1_code for name in ("W.Va.", "D.C.", "N.J.")] == ["WV", "DC", "NJ"]


def test_counties_of_the_united_states_are_districts_of_their_states(world: Gazetteer) -> None:
    found = world.find("Boone County", countries=["US"], divisions=[("US", "KY")])
    assert (found[0].kind, found[0].admin1_code, found[0].identifier) == ("district", "KY", "US.KY.boone-county")


def test_an_abbreviation_with_its_point_is_a_state(world: Gazetteer) -> None:
    assert [world.find(name)[0].admin1_code for name in ("Kan.", "Ind.", "Va.")] == ["KS", "IN", "VA"]


@pytest.mark.parametrize(
    ("name", "country"), [("Basra", "IQ"), ("Raqqa", "SY"), ("Zaporizhzhia", "UA"), ("Homs", "SY"), ("Daraa", "SY")]
)
def test_a_city_is_meant_before_the_province_of_its_name(world: Gazetteer, name: str, country: str) -> None:
    assert world.find(name, countries=[country])[0].kind == "settlement"


@pytest.mark.parametrize(("name", "kind"), [("New York", "settlement"), ("Oklahoma", "province")])
def test_a_state_is_meant_before_its_city_unless_that_has_millions(world: Gazetteer, name: str, kind: str) -> None:
    assert world.find(name, countries=["US"])[0].kind == kind


@pytest.mark.parametrize(
    ("name", "country"), [("Anbar", "IQ"), ("Hiran", "SO"), ("Lower Shabelle", "SO"), ("Antioquia", "CO")]
)
def test_a_province_goes_by_its_bare_name_before_a_town_spelled_so(world: Gazetteer, name: str, country: str) -> None:
    best = world.find(name)[0]
    assert (best.kind, best.country_code) == ("province", country)


@pytest.mark.parametrize(
    ("name", "geonames_id"), [("Hodeidah", 79415), ("Kyaukphyu", 1316752), ("Mai Kadra", 12640446), ("Fordow", 134833)]
)
def test_towns_are_found_by_the_spellings_of_news(world: Gazetteer, name: str, geonames_id: int) -> None:
    assert world.find(name)[0].geonames_id == geonames_id


@pytest.mark.parametrize(
    ("name", "country"), [("Bunagana", "CD"), ("Khiam", "LB"), ("Sévaré", "ML"), ("Ras Lanuf", "LY")]
)
def test_small_places_of_the_news_are_added(world: Gazetteer, name: str, country: str) -> None:
    assert world.find(name)[0].country_code == country
