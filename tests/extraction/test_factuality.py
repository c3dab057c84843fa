"""What happened, what is only meant, feared or denied, and how far it has come."""

import pytest
from telling import event, read

from kg.reader import ArticleReader

MODALITIES = [
    ("Tehran vowed revenge and named a new commander on Friday.", "named", "realised"),
    ("The army planned the raid and stormed the town.", "stormed", "realised"),
    ("The army plans to shell and storm the town.", "storm", "intended"),
    ("Islamabad denies the charge and condemned the bombing.", "bombing", "realised"),
    ("The president vowed to attack the base.", "attack", "intended"),
    ("The army plans to storm the city next week.", "storm", "intended"),
    ("Hezbollah threatened to bomb Tel Aviv.", "bomb", "intended"),
    ("The minister called for an attack on the port.", "attack", "hypothetical"),
    ("Troops are preparing an assault on Mosul.", "assault", "intended"),
    ("An operation to retake the city began.", "retake", "intended"),
    ("The offensive will begin on Monday.", "offensive", "intended"),
    ("Envoys of both sides are to meet in Vienna on Friday.", "meet", "intended"),
    ("Russia may launch a new offensive in the spring.", "offensive", "possible"),
    ("The general warned that Russia could invade Ukraine.", "invade", "possible"),
    ("There was no independent confirmation of the attack.", "attack", "possible"),
    ("If the rebels attack the capital, the army will respond.", "attack", "hypothetical"),
    ("NATO would bomb Serbia if talks failed.", "bomb", "hypothetical"),
    ("Lawmakers debated air strikes against the regime.", "strikes", "hypothetical"),
    ("There are debates about the effect of air strikes in Syria.", "strikes", "hypothetical"),
    ("The militants failed to capture the base.", "capture", "negated"),
    ("Troops did not fire on protesters.", "fire", "negated"),
    ("The deal averted a U.S. attack on Syria.", "attack", "negated"),
    ("Security forces prevented a suicide attack in Kabul.", "attack", "negated"),
    ("Police foiled a plot to bomb the airport.", "bomb", "negated"),
    ("No attacks were reported in the province.", "attacks", "negated"),
    ("Troops did not carry out the raid.", "raid", "negated"),
    ("The strike has not been carried out.", "strike", "negated"),
    ("The bandits kidnap travellers every winter.", "kidnap", "generic"),
    ("Pirates attack fishermen.", "attack", "generic"),
    ("Had the bomb exploded, hundreds would have died.", "died", "hypothetical"),
    ("The bishop proposed a ceasefire.", "ceasefire", "hypothetical"),
    ("Villagers demanded that the troops leave the valley.", "leave", "hypothetical"),
    ("Relatives feared that he had been killed.", "killed", "possible"),
    ("Six divers are feared dead.", "dead", "possible"),
    ("A new offensive is likely, envoys said.", "offensive", "possible"),
    ("The consul departed without having met the rebels.", "met", "negated"),
    ("The crowd tried in vain to storm the palace.", "storm", "negated"),
    ("Not one rocket was fired.", "fired", "negated"),
    ("Preparations for an offensive are complete.", "offensive", "intended"),
    ("Aid agencies warned that a full-scale assault on the camp could displace thousands.", "assault", "possible"),
    ("Talks about the corridor are to begin in Karm on Thursday.", "Talks", "intended"),
    ("Gunmen were sent to kill the judge.", "kill", "intended"),
    ("The army is poised to retake the town.", "retake", "intended"),
    ("There is no evidence that the navy sank the trawler.", "sank", "possible"),
    ("Residents are bracing for an assault on the city.", "assault", "hypothetical"),
    ("Envoys hope to secure the release of the pilots.", "release", "hypothetical"),
    ("The council is expected to vote on sanctions against the clan.", "sanctions", "intended"),
    ("Dozens could die in an air strike.", "strike", "possible"),
    ("The brigade sent men to carry out an attack on the port.", "attack", "intended"),
    ("The brigade came close to capturing the port.", "capturing", "possible"),
    ("The brigade is capable of shelling the port.", "shelling", "possible"),
    ("The judge barred the gang from entering the port.", "entering", "negated"),
    ("Guards shot a man who was about to bomb the port.", "bomb", "intended"),
    ("The clans are weighing an attack on the port.", "attack", "hypothetical"),
    ("Envoys discussed a ceasefire proposal with the clans.", "ceasefire proposal", "hypothetical"),
    ("In the event of an attack the port will close.", "attack", "hypothetical"),
    ("A truce is within reach, envoys said.", "truce", "possible"),
    ("The bridges are to be bombed at dawn.", "bombed", "intended"),
    ("Army to storm the port", "storm", "intended"),
    ("Did the army bomb the port?", "bomb", "hypothetical"),
    ("Far from surrendering, the garrison fired back.", "surrendering", "negated"),
    ("The clan has yet to surrender.", "surrender", "negated"),
    ("The navy may have sunk the trawler.", "sunk", "possible"),
    ("Air raids have rarely broken a city.", "raids", "generic"),
    ("The clans failed to reach a deal on the withdrawal of the guards.", "withdrawal", "intended"),
    ("The mayor urged people to leave before rebels shell the port.", "shell", "intended"),
    ("Miners vowed to strike until the governor resigned.", "resigned", "hypothetical"),
    ("Police had come to arrest the smuggler.", "arrest", "intended"),
    ("The captain told his men to bomb the port.", "bomb", "intended"),
    ("The court blocked the deployment of the guards.", "deployment", "negated"),
    ("Envoys are racing to broker a ceasefire.", "ceasefire", "intended"),
    ("Peace talks are due to open on Wednesday.", "talks", "intended"),
    ("Talks are set to resume in Doha.", "Talks", "intended"),
    ("The ceasefire is due to come into force on Sunday.", "ceasefire", "intended"),
    ("Whoever loots the port, says the law, goes to jail.", "loots", "generic"),
]


@pytest.mark.parametrize(("text", "trigger", "modality"), MODALITIES)
def test_what_did_not_happen_is_marked_so(reader: ArticleReader, text: str, trigger: str, modality: str) -> None:
    assert event(read(reader, text), trigger).modality == modality


HAPPENED = [
    ("The president did not condemn the attack.", "attack"),
    ("The army may investigate the bombing.", "bombing"),
    ("The attack could trigger a wider war.", "attack"),
    ("The president vowed revenge for the attack.", "attack"),
    ("There was no claim of responsibility for the blast.", "blast"),
    ("Officials refused to comment on the strike.", "strike"),
    ("The military said its forces captured by militants would be freed.", "captured"),
    ("The reported strike killed two people.", "strike"),
    ("Warplanes launched air strikes.", "strikes"),
    ("Iran denied that it attacked the tanker.", "attacked"),
    ("Rebels attack army base near Mosul", "attack"),
    ("The general warned that rebels had attacked the port.", "attacked"),
    ("Police accused the gang of bombing the bank.", "bombing"),
    ("The rebels managed to seize the bridge.", "seize"),
    ("The coalition used drones to strike the depot.", "strike"),
    ("Soldiers were forced to withdraw from the town.", "withdraw"),
    ("The group went on to kill three guards.", "kill"),
    ("Protesters began to loot shops.", "loot"),
    ("The garrison surrendered without a fight.", "surrendered"),
    ("The strike may have been a mistake.", "strike"),
    ("The clans may discuss the bombing on Monday.", "bombing"),
    ("The man is guilty of bombing the port.", "bombing"),
    ("The court will try him for the killing of a guard.", "killing"),
    ("The plan changed after the bombing.", "bombing"),
    ("Few believed that the truce would hold.", "truce"),
    ("The blockade has led to clashes at the port.", "clashes"),
    ("A stray missile had hit the apartment block.", "hit"),
    ("The crew resorted to shelling the port.", "shelling"),
    ("The governor asked for the raid that killed two guards.", "raid"),
]


@pytest.mark.parametrize(("text", "trigger"), HAPPENED)
def test_what_is_said_about_an_event_does_not_undo_it(reader: ArticleReader, text: str, trigger: str) -> None:
    assert event(read(reader, text), trigger).modality == "realised"


PHASES = [
    ("The army launched an offensive.", "offensive", "begun"),
    ("Fighting continued in the city.", "Fighting", "ongoing"),
    ("The ceasefire ended on Monday.", "ceasefire", "ended"),
    ("The rebels resumed their attacks on the port.", "attacks", "resumed"),
    ("The attack failed.", "attack", "failed"),
    ("The army plans to storm the city.", "storm", "planned"),
]


@pytest.mark.parametrize(("text", "trigger", "phase"), PHASES)
def test_the_phase_is_read_from_the_verb(reader: ArticleReader, text: str, trigger: str, phase: str) -> None:
    assert event(read(reader, text), trigger).phase == phase


def test_what_an_attack_is_called_is_kept(reader: ArticleReader) -> None:
    assert event(read(reader, "A terrorist attack hit Ankara."), "terrorist attack").characterisation == "terrorism"


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("In the film, which opens on Friday, smugglers kidnap a minister.", "kidnap", "hypothetical"),
        ("The novel tells how a battalion massacred the people of a village.", "massacred", "hypothetical"),
        ("The festival opened after gunmen killed the director of the film.", "killed", "realised"),
        ("Cadets stormed a mock airfield near Brest.", "stormed", "hypothetical"),
        ("Two cadets were killed during an exercise near Brest.", "killed", "realised"),
        ("Every year, bandits raid cattle camps in Jonglei.", "raid", "generic"),
        ("Mines kill hundreds of people a year in Angola.", "kill", "generic"),
        ("Bandits raided three cattle camps in Jonglei this year.", "raided", "realised"),
        ("A withdrawal of foreign troops was due to be completed by the end of June.", "withdrawal", "intended"),
        ("The siege of the town is due to be lifted on Friday.", "siege", "realised"),
        ("The army said that it had no information about an attack in Bani.", "attack", "possible"),
        ("The cartel offered a bounty for the killing of the mayor.", "killing", "intended"),
        ("Many would have died had the troops arrived an hour later.", "arrived", "hypothetical"),
    ],
)
def test_stories_drills_habits_and_plans_are_not_told_as_happened(
    reader: ArticleReader, text: str, trigger: str, modality: str
) -> None:
    assert event(read(reader, text), trigger).modality == modality


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ('"Have you ever shot anyone?" the lawyer asked.', "shot", "hypothetical"),
        ("Under the scenario, hostile forces invade an island in the Baltic.", "invade", "hypothetical"),
        ("When herders refuse to pay, the gangs burn their huts.", "burn", "generic"),
        ("The law allows the police to detain suspects for 90 days.", "detain", "intended"),
        ("The hole in the fence allowed the inmates to flee.", "flee", "realised"),
        ("The accord provides for the release of all detainees.", "release", "intended"),
        ("The pope prayed for an end to the war in Sudan.", "war", "realised"),
        ("The pope prayed for a truce in Sudan.", "truce", "hypothetical"),
    ],
)
def test_questions_rules_and_occasions_are_not_told_as_happened(
    reader: ArticleReader, text: str, trigger: str, modality: str
) -> None:
    assert event(read(reader, text), trigger).modality == modality


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("The rocket attack left no one hurt.", "hurt", "negated"),
        ("The blast left nobody injured.", "injured", "negated"),
        ("The blast left two guards injured.", "injured", "realised"),
        ("Diplomats warned against an annexation of the valley.", "annexation", "possible"),
        ("The navy is checking reports that a sailor had been kidnapped.", "kidnapped", "possible"),
        ("The promised withdrawal has not materialised.", "withdrawal", "negated"),
        ("Mediators had hoped to announce a truce before Easter.", "truce", "hypothetical"),
        ("If confirmed, the death of the movement's founder would be a heavy blow to it.", "death", "possible"),
        ("The death of the movement's founder would be felt for years, his brother said.", "death", "realised"),
        ("Women outside the camp are raped almost every week.", "raped", "generic"),
        ("During a joint exercise in April, marines captured a mock island.", "exercise", "realised"),
        ("The looming siege has emptied the markets.", "siege", "possible"),
        ("She confessed to killing the guard.", "killing", "realised"),
    ],
)
def test_what_did_not_come_about_is_not_told_as_happened(
    reader: ArticleReader, text: str, trigger: str, modality: str
) -> None:
    assert event(read(reader, text), trigger).modality == modality
