"""The words of generated corpora: an invented valley with its towns, councils and carts. No sentence is an article's.

None of the pools holds a number word, nor the cue of a hedge at an edge that touches a quote.
"""

from __future__ import annotations

TOWNS = (
    *("Varno", "Ostrel", "Lumice", "Hadrun", "Peskara", "Tolvin", "Brannoch", "Cerevo", "Dalimar", "Eskeld", "Fornay"),
    *("Galtuna", "Hirvela", "Imbros", "Jelnik", "Kastova", "Lorendo", "Mirzak", "Nordal", "Olvera", "Pradun", "Quenza"),
    *("Rostilla", "Samaro", "Tervik", "Ulmara", "Velden", "Wispar", "Xanova", "Yarrow", "Zelmik", "Ardenza", "Belcor"),
    *("Cintra", "Dromore", "Elvas", "Fintan", "Gorizka", "Halmyr", "Isendal", "Jutvik", "Korvat", "Lessino", "Marbeck"),
    *("Nevoso", "Orbana", "Pellaro", "Ragusa", "Sigmar", "Tamarin", "Urbano", "Vintse", "Warrick", "Ysolde", "Zagora"),
    *("Amberley", "Borovik", "Calder", "Dunmore", "Estrel", "Falun"),
)
"""61, a prime: any stride through them meets each once. A document names each at most once beside a figure."""

NOUNS = ("carts", "sheep", "barrels", "lanterns", "ferries", "sacks", "bricks", "ropes", "crates", "beams")
NOUNS_DE = ("Karren", "Schafe", "Fässer", "Laternen", "Fähren", "Säcke", "Ziegel", "Seile", "Kisten", "Balken")
"""The same things, in the same order, for the documents in German."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    "December",
)
SMALL = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
"""Numbers that are printed as words half of the time, by their value; those without a word are not drawn."""

LEADS = (
    "The upper council told the meeting in the long hall that",
    "According to the keeper of the northern lock,",
    "The ferrymen’s guild noted in its letter that",
    "A clerk of the lower council said that",
    "People at the market spoke of how",
    "The valley’s reeve confirmed this week that",
    "In a note read aloud at the café by the bridge,",
    "“We have seen the lists,” the miller said, adding that",
    "The warden of the eastern road held that",
    "Records kept at the granary show that",
    "The messenger who came down the river reported that",
    "Asked again at dusk, the bailiff answered that",
    "The chronicle of the valley holds that",
    "Those who keep the beacon were told that",
    "The surveyor’s report – long awaited – says that",
    "Neighbours on the far bank maintain that",
    "The harbour master wrote to both councils that",
    "In the view of the guild of carters,",
    "The steward of the old mill stated that",
    "A letter from the hills says that",
    "The upper council’s envoy, Renée Adler, said that",
    "Scouts returning along the ridge claimed that",
    "The treasurer went on record saying that",
    "The keeper’s daughter remembers that",
)
LEADS_DE = (
    "Der obere Rat teilte in der langen Halle mit, dass",
    "Nach Angaben des Hüters der nördlichen Schleuse waren",
    "Die Gilde der Fährleute schrieb, dass",
    "Ein Schreiber des unteren Rates sagte, dass",
    "Auf dem Markt hieß es, dass",
    "Der Vogt des Tales bestätigte, dass",
)
TAILS = (
    ", and the matter was left to the clerks.",
    ", which the other side has yet to answer.",
    ", as the lists in the hall would show.",
    "; the ledger is open for anyone who asks.",
    ", though the river stood high that week.",
    ", a figure that the guild calls settled.",
    ". The bell rang while it was read out.",
    ", with the rest waiting on the weather.",
    ", said the note that hung on the door.",
    ". Nobody in the hall spoke against it.",
    ", and carriers were sent for at daybreak.",
    ", while the mill’s wheel stood still.",
)
TAILS_DE = (
    ", und die Schreiber nahmen es auf.",
    ", worauf die andere Seite noch nicht antwortete.",
    ", wie die Listen in der Halle zeigen.",
    ". Niemand in der Halle sprach dagegen.",
)
SUBJECTS = (
    *("The reeve", "A carter", "The miller", "The ferryman’s son", "The night watch", "The elder of the guild"),
    *("A weaver", "The bell ringer", "The lock keeper", "An old herder", "The toll clerk", "The roofers"),
    *("The choir", "A pedlar", "The tanners", "The gardener", "A stranger", "The envoy’s scribe"),
)
VERBS = (
    *("walked past", "looked after", "spoke of", "wrote down", "mended", "remembered", "praised", "left behind"),
    *("argued over", "opened", "kept watch at", "drew a plan of", "swept", "sold the key of", "painted", "measured"),
)
OBJECTS = (
    *("the stone bridge", "the orchard wall", "the granary", "the western gate", "the mill race", "the long hall"),
    *("the salt store", "the chapel roof", "the tithe barn", "the towpath", "the well house", "the archive"),
    *("the shepherds’ hut", "the boat shed", "the quarry", "the old café", "the market cross", "the reed beds"),
)
ENDS = (
    *("while rain fell on the slates", "as lamps were lit along the quay", "and nobody asked why", "in plain daylight"),
    *("because the road was closed", "until the wind turned", "when the market was over", "as was the custom"),
    *("and went home early", "in front of the whole village", "with a borrowed ladder", "for want of timber"),
    *("as the mist came up the valley", "and the dogs kept quiet", "without a word of thanks", "before the harvest"),
)
