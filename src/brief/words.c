/* words.c - the words that Markdown, text and HTML add of their own; pages take theirs from the
 * template.
 */
#include "brief/words.h"

/* A literal as a slice, in an initialiser of a static. */
#define S(literal)                                                                                 \
  {                                                                                                \
    literal, sizeof literal - 1                                                                    \
  }

static const struct brief_words table[] = {
    {"en", S("Bottom line"), S("Key points"), S("In detail"), S("By the numbers"),
     S("Sources differ"), S("Timeline"), S("Who\xE2\x80\x99s who"), S("Abbreviations"),
     S("Sources"), S("Key terms"), S("line"), S("paragraph"), S("words"), S("In context"),
     S("Source text")},
    {"de", S("Kernaussage"), S("Wichtigste Punkte"), S("Im Einzelnen"), S("In Zahlen"),
     S("Quellen uneins"), S("Zeitleiste"), S("Wer ist wer"), S("Abk\xC3\xBCrzungen"), S("Quellen"),
     S("Stichw\xC3\xB6rter"), S("Zeile"), S("Absatz"), S("W\xC3\xB6rter"), S("Im Zusammenhang"),
     S("Text der Quelle")},
    {"fr", S("L\xE2\x80\x99\x65ssentiel"), S("Points cl\xC3\xA9s"), S("En d\xC3\xA9tail"),
     S("En chiffres"), S("Les sources divergent"), S("Chronologie"), S("Qui est qui"), S("Sigles"),
     S("Sources"), S("Mots cl\xC3\xA9s"), S("ligne"), S("paragraphe"), S("mots"),
     S("Dans leur contexte"), S("Texte source")},
    {"es", S("En s\xC3\xADntesis"), S("Puntos clave"), S("En detalle"), S("En cifras"),
     S("Las fuentes difieren"), S("Cronolog\xC3\xAD\x61"), S("Qui\xC3\xA9n es qui\xC3\xA9n"),
     S("Siglas"), S("Fuentes"), S("T\xC3\xA9rminos clave"), S("l\xC3\xADnea"), S("p\xC3\xA1rrafo"),
     S("palabras"), S("En contexto"), S("Texto de la fuente")},
    {"it", S("In sintesi"), S("Punti chiave"), S("In dettaglio"), S("In cifre"),
     S("Le fonti divergono"), S("Cronologia"), S("Chi \xC3\xA8 chi"), S("Sigle"), S("Fonti"),
     S("Parole chiave"), S("riga"), S("paragrafo"), S("parole"), S("Nel contesto"),
     S("Testo della fonte")},
    {"nl", S("Kernboodschap"), S("Hoofdpunten"), S("In detail"), S("In cijfers"),
     S("Bronnen verschillen"), S("Tijdlijn"), S("Wie is wie"), S("Afkortingen"), S("Bronnen"),
     S("Trefwoorden"), S("regel"), S("alinea"), S("woorden"), S("In hun verband"),
     S("Tekst van de bron")},
    {"pt", S("Em resumo"), S("Pontos principais"), S("Em pormenor"), S("Em n\xC3\xBAmeros"),
     S("As fontes divergem"), S("Cronologia"), S("Quem \xC3\xA9 quem"), S("Siglas"), S("Fontes"),
     S("Termos"), S("linha"), S("par\xC3\xA1grafo"), S("palavras"), S("No contexto"),
     S("Texto da fonte")},
};

static const struct choice_words choice_table[] = {
    {"en", S("How this briefing was chosen"),
     S("Sentences are taken one after another: always the one whose score, together with what it "
       "says that is new, weighs most."),
     S("The score runs from 0 to 1 within the sources; its parts show what raised it and what "
       "lowered it."),
     S("Weights"), S("Sentences"), S("Score and its parts"), S("ahead of"),
     S("taken along: the next one leans on it")},
    {"de", S("Wie ausgew\xC3\xA4hlt wurde"),
     S("Satz um Satz wird der genommen, dessen Wertung zusammen mit dem, was er Neues sagt (new), "
       "am meisten wiegt."),
     S("Die Wertung reicht innerhalb der Quellen von 0 bis 1; ihre Teile zeigen, was sie hob und "
       "was sie senkte."),
     S("Gewichte"), S("S\xC3\xA4tze"), S("Wertung und ihre Teile"), S("vor"),
     S("mitgenommen: der n\xC3\xA4\x63hste st\xC3\xBCtzt sich darauf")},
    {"fr", S("Comment ce document a \xC3\xA9t\xC3\xA9 compos\xC3\xA9"),
     S("Les phrases sont prises l\xE2\x80\x99une apr\xC3\xA8s l\xE2\x80\x99\x61utre : toujours "
       "celle dont la note et ce qu\xE2\x80\x99\x65lle dit de nouveau (new) p\xC3\xA8sent le "
       "plus."),
     S("La note va de 0 \xC3\xA0 1 au sein des sources, et ses \xC3\xA9l\xC3\xA9ments montrent ce "
       "qui l\xE2\x80\x99\x61 relev\xC3\xA9\x65 et ce qui l\xE2\x80\x99\x61 abaiss\xC3\xA9\x65."),
     S("Pond\xC3\xA9ration"), S("Phrases"), S("Note et ses \xC3\xA9l\xC3\xA9ments"), S("devant"),
     S("prise avec la suivante, qui s\xE2\x80\x99\x61ppuie sur elle")},
    {"es", S("C\xC3\xB3mo se eligi\xC3\xB3 este informe"),
     S("Las frases se toman una tras otra: siempre aquella cuya puntuaci\xC3\xB3n, junto con lo "
       "nuevo que dice (new), pesa m\xC3\xA1s."),
     S("La puntuaci\xC3\xB3n va de 0 a 1 dentro de las fuentes; sus partes muestran qu\xC3\xA9 la "
       "subi\xC3\xB3 y qu\xC3\xA9 la baj\xC3\xB3."),
     S("Ponderaci\xC3\xB3n"), S("Frases"), S("Puntuaci\xC3\xB3n y sus partes"), S("por delante de"),
     S("tomada con la siguiente, que se apoya en ella")},
    {"it", S("Come \xC3\xA8 stata scelta questa nota"),
     S("Le frasi sono prese una dopo l\xE2\x80\x99\x61ltra: sempre quella il cui punteggio, "
       "insieme a ci\xC3\xB2 che dice di nuovo (new), pesa di pi\xC3\xB9."),
     S("Il punteggio va da 0 a 1 entro le fonti; le sue parti mostrano che cosa lo ha alzato e che "
       "cosa lo ha abbassato."),
     S("Pesi"), S("Frasi"), S("Punteggio e sue parti"), S("prima di"),
     S("presa con la successiva, che vi si appoggia")},
    {"nl", S("Hoe deze briefing is gekozen"),
     S("Zin na zin wordt degene genomen waarvan de score, samen met wat ze aan nieuws zegt (new), "
       "het zwaarst weegt."),
     S("De score loopt binnen de bronnen van 0 tot 1; haar delen tonen wat haar verhoogde en wat "
       "haar verlaagde."),
     S("Gewichten"), S("Zinnen"), S("Score en haar delen"), S("v\xC3\xB3\xC3\xB3r"),
     S("meegenomen: de volgende steunt erop")},
    {"pt", S("Como foi escolhida esta nota"),
     S("As frases s\xC3\xA3o tomadas uma ap\xC3\xB3s outra: sempre aquela cuja "
       "pontua\xC3\xA7\xC3\xA3o, com o que diz de novo (new), pesa mais."),
     S("A pontua\xC3\xA7\xC3\xA3o vai de 0 a 1 dentro das fontes; as suas partes mostram o que a "
       "subiu e o que a baixou."),
     S("Pondera\xC3\xA7\xC3\xA3o"), S("Frases"), S("Pontua\xC3\xA7\xC3\xA3o e suas partes"),
     S("\xC3\xA0 frente de"), S("tomada com a seguinte, que se apoia nela")},
};

struct brief_words brief_words(const char *language)
{
  str tag = str_of(language);
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (str_starts(tag, str_of(table[i].language)))
      return table[i];
  return table[0];
}

struct choice_words choice_words(const char *language)
{
  str tag = str_of(language);
  for (size_t i = 0; i < sizeof choice_table / sizeof *choice_table; i++)
    if (str_starts(tag, str_of(choice_table[i].language)))
      return choice_table[i];
  return choice_table[0];
}

static str page_word(const char *language)
{
  static const struct {
    const char *language;
    str word;
  } words[] = {{"de", S("Seite")},  {"es", S("p\xC3\xA1gina")}, {"it", S("pagina")},
               {"nl", S("pagina")}, {"pt", S("p\xC3\xA1gina")}, {"en", S("page")}};

  str tag = str_of(language);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (str_starts(tag, str_of(words[i].language)))
      return words[i].word;
  return STR("page"); /* French, too */
}

str where_word(const struct brief_words *words, enum where_kind kind)
{
  switch (kind) {
  case WHERE_LINE:
    return words->line;
  case WHERE_PAGE:
    return page_word(words->language);
  case WHERE_PARAGRAPH:
    return words->paragraph;
  }
  return words->paragraph;
}
