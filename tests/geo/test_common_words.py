import pytest

from geo.gazetteer import Gazetteer

FINNISH = (
    "tänään huomenna viikonloppu ilta iltaisin aamu aamulla päivä arki lauantai sunnuntai "
    "maanantaina kesä kesällä talvi syksy kevät joulu loma hiihtoloma kesäloma kurssi kurssit "
    "kurssille ryhmä ryhmät ryhmään kerho kerhot tapahtuma tapahtumat harrastus harrastukset "
    "toiminta toimintaa tuki vertaistuki vertaistukiryhmä vapaaehtoistyö vapaaehtoinen "
    "talkoot neuvonta ohjaus apu apua auttaa suru surussa sururyhmä yksinäinen yksinäisyys "
    "masennus ahdistus päihteet päihde alkoholi riippuvuus väkivalta kriisi kriisiapu "
    "mielenterveys muisti muistisairas omaishoitaja omainen läheinen vammainen kehitysvamma "
    "näkövammainen kuulovammainen pyörätuoli esteetön maksuton ilmainen hinta halpa edullinen "
    "euro kahvila kahvi kahvilla ruoka ruokaa ruokajakelu ruoka-apu leipäjono vaate "
    "kirpputori kirjasto kirja lukupiiri kieli kielikahvila suomi suomea ruotsi englanti "
    "venäjä arabia somali maahanmuuttaja pakolainen kotoutuminen työ työtön työpaja "
    "työllisyys opiskelija opinto koulu päiväkoti esikoulu iltapäiväkerho perhe perheet "
    "perhekahvila lapsi lapset lapsille vauva vauvat taapero äiti isä isovanhempi mummo ukki "
    "vanhempi nuori nuoret nuorille nuoriso nuorisotalo aikuinen aikuiset aikuisille "
    "eläkeläinen eläkeläiset ikäihminen ikäihmisille seniori senioreille vanhus vanhukset "
    "mies miehet nainen naiset tyttö poika tanssi tanssit lavatanssit jooga pilates kuntosali "
    "kuntosalit liikunta liikuntaa uinti uimahalli vesijumppa jumppa tuolijumppa kävely "
    "sauvakävely lenkki juoksu hiihto luistelu jääkiekko jalkapallo salibandy koripallo "
    "lentopallo tennis sulkapallo keilailu petanque golf frisbeegolf pyöräily melonta soutu "
    "kalastus metsästys marjastus sieni luonto metsä retki retkeily partio puutarha "
    "palstaviljely koira koirat kissa hevonen ratsastus eläin käsityö käsityöt neulonta "
    "virkkaus ompelu puutyö kuvataide maalaus keramiikka valokuvaus elokuva teatteri "
    "näyttelijä musiikki kuoro laulu laulaa soitin kitara piano bändi karaoke peli pelit "
    "lautapeli shakki bingo tietokone tietotekniikka digituki netti verkossa etänä puhelin "
    "puhelimitse chat soita soittaa viesti tapaaminen tavata kaveri ystävä ystävätoiminta "
    "seura yhdistys yhteisö seurakunta kirkko rukous hiljaisuus järjestö puolue kokous "
    "ilmoittautuminen avoin avoimet kaikille kaikki lähellä kotona koti kotiin kotiapu asunto "
    "asunnoton vuokra velka talous verotus laki oikeus terveys terveysasema lääkäri "
    "hammaslääkäri sairaanhoitaja kunto kuntoutus kipu syöpä diabetes sydän reuma astma "
    "allergia uni paino ravitsemus saattaja kuljetus bussi juna pysäköinti kartta osoite "
    "aukiolo auki kiinni uusi uudet suosittu paras hyvä mukava hauska keskustelu puhua "
    "kuunnella turvallinen rauhallinen yhdessä yksin aloittelija "
)

SWEDISH_AND_ENGLISH = (
    "idag ikväll kurs grupp barn ungdomar äldre pensionär stöd hjälp ensam sorg gratis motion "
    "simning dans körsång bibliotek kafé språk svenska finska familj mamma pappa hälsa vård "
    "natur vandring today tonight course group children youth seniors support help lonely "
    "grief free exercise swimming dance choir library cafe language english family health "
    "nature hiking volunteer food meeting "
)


@pytest.mark.parametrize("text", [FINNISH, SWEDISH_AND_ENGLISH])
def test_common_words_are_read_as_no_place_for_certain(text: str) -> None:
    words = text.split()
    assert len(words) > 50
    found = [word for word in words for one in Gazetteer.load().find(word) if not one.ambiguous]
    assert found == []
    assert len(Gazetteer.load().find(text)) < 5
