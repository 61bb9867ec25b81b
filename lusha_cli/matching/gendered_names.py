"""First names of men and women that look like forms of one another, such as Paul and Paula."""

from functools import lru_cache

_PAIRS = """
adrian adriana|adrian adrienne|alexander alexandra|aleksander aleksandra|aleksandr aleksandra
alejandro alejandra|andre andreia|antonio antonia|anton antonia|anthony antonia|august augusta
carl carla|carlos carla|carlo carla|charles charlene|charles charlotte|christian christina
christian christine|christopher christina|claude claudia|claudio claudia|claudiu claudia
cornelius cornelia|daniel daniela|daniel danielle|daniele daniela|denis denise|dennis denise
dominic dominique|emil emilia|emilio emilia|emile emilie|emma emily|emma emilia|eric erica
eric erika|erik erika|erik erica|ernest ernestine|eugene eugenia|fabian fabiana|fabio fabiana
federico federica|ferdinand fernanda|fernando fernanda|filip filippa|francisco francisca
francesco francesca|francis frances|francois francoise|frederic frederica|gabriel gabriela
gabriel gabriella|gabriel gabrielle|george georgia|george georgina|gerald geraldine
giovanni giovanna|giuseppe giuseppina|henri henriette|henry henrietta|ivan ivana|jacob jacoba
joseph josephine|josef josefine|julian juliana|julio julia|julius julia|leon leona|leo leona
louis louise|luca lucia|lucas lucia|luciano luciana|luigi luigina|manuel manuela|marcel marcella
marcelo marcela|mario maria|mario mariana|marius maria|marian mariana|mark mary|martin martina
maxim maxine|michael michaela|michael michelle|michal michaela|michel michele|mikhail mikhaila
nicholas nicole|nicolas nicole|nikolai nikola|oliver olivia|olivier olivia|pascal pascale
patrick patricia|patricio patricia|paul paula|paul pauline|paulo paula|paolo paola|pablo paula
peter petra|petr petra|philip philippa|rafael rafaela|raphael raphaela|rene renee|rene renata
robert roberta|roberto roberta|roman romana|samuel samuela|sebastian sebastiana|serge sergia
sander sandra|simon simone|simon simona|silvio silvia|stefan stefania|stefan stefanie
stephan stephanie|stephen stephanie|steven stephanie|thomas thomasina|valentin valentina
valerio valeria|valery valeria|vasily vasilisa|victor victoria|viktor viktoria|viktor viktoriya
vincent vincenza|vladislav vladislava|william wilhelmina|wilhelm wilhelmina|yves yvette|yvon yvonne
""".replace("\n", "|")


@lru_cache(maxsize=1)
def _pairs() -> frozenset[tuple[str, str]]:
    pairs = [tuple(pair.split()) for pair in filter(None, _PAIRS.split("|"))]
    return frozenset(each for one, other in pairs for each in ((one, other), (other, one)))


def are_of_two_people(name: str, other: str) -> bool:
    """Return whether two folded first names are those of a man and a woman, in spite of looks."""
    return (name, other) in _pairs()
