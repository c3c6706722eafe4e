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

struct brief_words brief_words(const char *language)
{
  str tag = str_of(language);
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (str_starts(tag, str_of(table[i].language)))
      return table[i];
  return table[0];
}
