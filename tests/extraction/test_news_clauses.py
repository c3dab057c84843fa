"""What sentences of the news tell by their clauses: who acts, when, and which words belong together."""

from telling import event, read, roles, together, told

from kg.namespaces import local_name
from kg.reader import ArticleReader


def test_the_words_of_a_trigger_stand_in_their_order(reader: ArticleReader) -> None:
    found = told(read(reader, "There is no record of an air strike on the town, fighters said."))
    assert [cls for _, cls in found] == ["AirStrike"]


def test_a_particle_is_no_part_of_another_verb(reader: ArticleReader) -> None:
    found = told(read(reader, "The army took its first steps in backing up the new police on Friday."))
    assert "TerritoryRecapture" not in [cls for _, cls in found]


def test_of_whom_an_adjective_tells_a_deed(reader: ArticleReader) -> None:
    mentions = read(reader, "The patrol detained a commander responsible for supplying weapons to the rebels.")
    assert roles(mentions, "supplying")["hasActor"] == ["commander"]


def test_the_worst_attack_to_hit_a_town_has_hit_it(reader: ArticleReader) -> None:
    mentions = read(reader, "It was the deadliest attack to hit the port since May.")
    assert event(mentions, "hit").modality == "realised"
    assert event(mentions, "attack").time is None


def test_talks_with_a_purpose_were_held(reader: ArticleReader) -> None:
    assert event(read(reader, "The purpose of the talks was to agree on a truce."), "talks").modality == "realised"


def test_a_country_before_a_war_is_where_it_was(reader: ArticleReader) -> None:
    assert roles(read(reader, "The Chad invasion was condemned on Monday."), "invasion") == {"occurredAt": ["Chad"]}
    assert roles(read(reader, "Sudan's civil war has displaced millions."), "civil war")["occurredAt"] == ["Sudan"]
    assert roles(read(reader, "The U.S. invasion began in March."), "invasion")["hasActor"] == ["U.S."]


def test_who_is_asked_does_not_demand(reader: ArticleReader) -> None:
    mentions = read(reader, "Villagers marched on Friday to demand from the army the release of two men.")
    assert roles(mentions, "demand")["hasSpeaker"] == ["Villagers"]


def test_a_day_before_a_saying_is_that_of_the_saying(reader: ArticleReader) -> None:
    text = "The president today announced that he would not attend, despite the attack on his convoy."
    assert event(read(reader, text), "attack").time is None


def test_who_is_described_is_not_dated_by_the_verb_above(reader: ArticleReader) -> None:
    mentions = read(reader, "On Friday the court named those implicated in the murder of six priests.")
    assert event(mentions, "murder").time is None


def test_who_blames_does_so_on_another_day(reader: ArticleReader) -> None:
    text = "The attack that killed ten people on 31 October, which rebels have blamed on the army, shook the town."
    mentions = read(reader, text)
    assert event(mentions, "blamed").time is None
    assert event(mentions, "killed").time is not None


def test_a_time_since_when_is_also_that_of_what_happened_then(reader: ArticleReader) -> None:
    text = "It was the first death of a general since 2017, when a colonel was killed in Karm."
    killed = event(read(reader, text), "killed").time
    assert killed is not None
    assert killed.latest is not None
    assert killed.latest.year == 2017


def test_a_passive_beside_an_active_verb_befalls_its_subject(reader: ArticleReader) -> None:
    mentions = read(reader, "The men fled the city and were killed on the road.")
    assert roles(mentions, "killed")["hasVictim"] == ["men"]
    mentions = read(reader, "Ali Hassan entered the town and was arrested by police.")
    assert roles(mentions, "arrested") == {"hasActor": ["police"], "hasVictim": ["Ali Hassan"]}


def test_who_was_released_and_deported_deports_nobody(reader: ArticleReader) -> None:
    mentions = read(reader, "The men were released from prison and deported to Chad.")
    assert "hasActor" not in roles(mentions, "deported")
    assert roles(mentions, "deported")["hasVictim"] == ["men"]


def test_who_stands_before_a_verb_taken_for_a_participle_acts(reader: ArticleReader) -> None:
    mentions = read(reader, "North Korea test-fired two ballistic missiles on Monday.")
    assert roles(mentions, "test-fired")["hasActor"] == ["North Korea"]


def test_what_somebody_gives_of_it_chooses_the_class(reader: ArticleReader) -> None:
    assert ("gave", "AidDelivery") in told(read(reader, "The union gave the island 5 million dollars of aid."))
    assert ("forced", "Expulsion") in told(read(reader, "Mali forced the agency out of the country."))


def test_what_an_attack_prompts_is_another_event(reader: ArticleReader) -> None:
    for text in (
        "The attack on Sunday prompted Russian air strikes.",
        "Ten soldiers died in an attack on the base, triggering air strikes by Russia.",
    ):
        assert not together(read(reader, text), "attack", "strikes")


def test_what_happened_later_is_not_dated_by_what_was_before(reader: ArticleReader) -> None:
    mentions = read(reader, "The man entered the country in 2010 and was later granted asylum.")
    assert event(mentions, "granted asylum").time is None


def test_clock_times_are_no_numbers_of_the_dead(reader: ArticleReader) -> None:
    mentions = read(reader, "The murder of the mayor took place between 0200 and 0300, and there were shots.")
    assert not [count for found in mentions.events for count in found.counts if count.minimum > 1]


def test_a_vow_is_about_days_to_come(reader: ArticleReader) -> None:
    march = event(read(reader, "Miners have vowed to march on Tuesday."), "march")
    assert march.time is not None
    assert march.time.earliest is not None
    assert march.time.earliest.day == 23


def test_crimes_behind_a_charge_are_nobody(reader: ArticleReader) -> None:
    mentions = read(reader, "He was held on a charge of murder and conspiracy.")
    assert "conspiracy" not in roles(mentions, "charge").get("hasVictim", [])


def test_what_a_coup_prompts_is_another_event(reader: ArticleReader) -> None:
    assert not together(read(reader, "The coup in Karm prompted the uprising on the coast."), "coup", "uprising")


def test_one_of_the_worst_attacks_is_one(reader: ArticleReader) -> None:
    text = "Jets bombed a camp. One of the worst chemical attacks came in Karm. The attack was done by helicopters."
    assert together(read(reader, text), "attack", "attacks")


def test_what_will_be_done_is_not_of_the_day_of_the_announcement(reader: ArticleReader) -> None:
    text = "Moscow marked the day on Friday by signalling that it will step up its bombardment of Karm."
    assert event(read(reader, text), "bombardment").time is None


def test_a_place_behind_two_verbs_is_that_of_both(reader: ArticleReader) -> None:
    mentions = read(reader, "A patrol killed two insurgents and seized rifles in Jaghatu district, Wardak province.")
    assert "Jaghatu district" in roles(mentions, "killed")["occurredAt"]


def test_a_town_at_the_beginning_is_where_it_was(reader: ArticleReader) -> None:
    mentions = read(reader, "In Kandahar City, Afghan and coalition forces detained two insurgents.")
    assert roles(mentions, "detained")["occurredAt"] == ["Kandahar City"]


def test_who_is_called_on_is_to_act(reader: ArticleReader) -> None:
    mentions = read(reader, "The governor called on the prosecutor's office to investigate the doctor.")
    assert ("called", "Demand") in told(mentions)
    assert "hasActor" not in roles(mentions, "investigate")


def test_all_that_is_demanded_is_open(reader: ArticleReader) -> None:
    mentions = read(reader, "The minister demanded the militia withdraw from Azaz and vacate a nearby air base.")
    assert event(mentions, "vacate").modality == "hypothetical"


def test_what_an_attack_is_done_with_says_which_it_is(reader: ArticleReader) -> None:
    texts = {
        "The attack was carried out with two bombs.": "ExplosiveAttack",
        "The rebels attacked the post with grenades.": "GrenadeAttack",
        "A dynamite attack on the union offices killed ten.": "ExplosiveAttack",
        "Ten men hurled dynamite at the embassy.": "ExplosiveAttack",
    }
    for text, cls in texts.items():
        assert cls in [found for _, found in told(read(reader, text))]


def test_what_had_happened_is_not_of_the_day_of_the_protest(reader: ArticleReader) -> None:
    mentions = read(reader, "A rights group protested on Wednesday that the army had shelled a clinic.")
    assert event(mentions, "shelled").time is None


def test_a_bomb_that_was_deactivated_was_disposed_of(reader: ArticleReader) -> None:
    assert ("deactivated", "DeminingOrDisposal") in told(read(reader, "A bomb was deactivated at the airport."))


def test_a_month_of_a_verb_in_the_past_lies_before_publication(reader: ArticleReader) -> None:
    captured = event(read(reader, "In January, the rebels captured Goma."), "captured").time
    assert captured is not None
    assert captured.latest is not None
    assert captured.latest.year == 2025


def test_what_is_said_of_the_dead_may_be_open(reader: ArticleReader) -> None:
    assert event(read(reader, "The leader may be dead."), "dead").modality == "possible"
    mentions = read(reader, "The leader is believed to be dead, an officer said.")
    assert event(mentions, "dead").modality == "possible"
    assert roles(mentions, "dead")["hasVictim"] == ["leader"]


def test_what_saying_brings_about_is_of_its_day(reader: ArticleReader) -> None:
    declared = event(read(reader, "The governor declared a state of emergency on Friday."), "state of emergency")
    assert declared.time is not None


def test_who_suspends_deliveries_punishes_nobody(reader: ArticleReader) -> None:
    found = told(read(reader, "The agency suspended food deliveries to the camp after the attack."))
    assert "Sanction" not in [cls for _, cls in found]
    assert ("suspended", "Sanction") in told(read(reader, "Donors suspended aid to the junta."))


def test_neither_of_two_has_done_it(reader: ArticleReader) -> None:
    mentions = read(reader, "Neither the army nor the rebels have attacked the town.")
    assert event(mentions, "attacked").modality == "negated"


def test_what_people_speculate_about_is_open(reader: ArticleReader) -> None:
    mentions = read(reader, "Amid speculation they were kidnapped by soldiers, crowds gathered.")
    assert event(mentions, "kidnapped").modality == "possible"


def test_from_where_somebody_comes_was_done(reader: ArticleReader) -> None:
    mentions = read(reader, "The minister arrived in Karm directly from meeting officials in Dorn.")
    assert event(mentions, "meeting").modality == "realised"


def test_a_hunger_strike_is_a_protest(reader: ArticleReader) -> None:
    assert ("hunger strike", "Demonstration") in told(read(reader, "Prisoners continued their hunger strike."))


def test_an_attack_with_arms_of_several_kinds_is_of_none(reader: ArticleReader) -> None:
    found = told(read(reader, "The attack was carried out with two bombs and knives."))
    assert [cls for _, cls in found] == ["ViolentEvent"]


def test_an_event_plays_no_role_in_itself(reader: ArticleReader) -> None:
    mentions = read(reader, "The latest round of talks between the rebels and the army ended on Monday.")
    assert all("hasInstrument" not in local_name(a.role) for found in mentions.events for a in found.arguments)


def test_a_weapon_may_tell_of_the_attack_made_with_it(reader: ArticleReader) -> None:
    found = read(reader, "A roadside bomb killed two soldiers in Karm.")
    assert roles(found, "roadside bomb")["hasInstrument"] == ["roadside bomb"]


def test_a_phrase_is_placed_by_its_last_word(reader: ArticleReader) -> None:
    mentions = read(reader, "The sides agreed on a cessation of hostilities in Syria.")
    assert roles(mentions, "cessation of hostilities")["occurredAt"] == ["Syria"]
