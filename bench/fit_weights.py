#!/usr/bin/env python3
"""Fits the weights of src/rank/weights.c, a row of features a genre, on sets of texts with summaries that people wrote.

usage: fit_weights.py --precis BUILD/precis --cache FOLDER --cues languages [--write src/rank/weights.c] [--kinds FILE.jsonl]
                      [--folds FOLDER] GENRE=SET.jsonl[,SET.jsonl...] ...

A row of a set has "text" (or "docs"), "summary" (or "summaries") and "budget": ["sentences", 3] or ["words", 90]. What is learned
for a sentence is the share of words and pairs of words that it has in common with the summaries, divided by its length to a power (for
budgets of sentences, to the same amount, membership in the set of sentences that has most in common with them); within a document only
differences count.
Words that speak for or against a sentence of a genre are learned in the same breath and go into the language's file. With the scores known, the chance that a summary holds a word or a pair
of words is learned, by where and how often it stands and by the scores of the sentences that hold it (src/rank/concepts.c). Ridge regression; its strength, the power, the cost of likeness, the
worth of the score beside what a sentence adds and how sharply words are told apart are those that do best over five folds by document, where nothing that is scored was fitted on. The folds' mean and spread go into the
table's comment. --folds FOLDER also writes fold-N/weights.c, fold-N/languages and fold-N/ids, fitted on all but the texts whose ids
are listed there, so that a program made with them can be scored on texts that it was not fitted on.

The signs by which a genre is guessed are fitted on the same texts, and on those of --kinds (rows with "genre" and "text"): a softmax
over the means of what is measured on sentences by themselves.

Needs numpy (Debian: python3-numpy).
"""
import argparse
import collections
import concurrent.futures
import hashlib
import itertools
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap

import numpy as np

FOLDS = 5
# Of features that the sets do not show, or only by their layout: weights as an editor would give them, in deviations of the score.
PRIORS = {"main-heading": 0.5, "aside-heading": -1.5, "about": 4.0}
# What is said in the title's words: the best of five weights for summaries of texts given with their titles (those of the sets of
# reports, papers, reference works, and the headlines of annotated news).
TITLE_PRIORS = {"news": 1.5, "report": 2.0, "paper": 0.0, "reference": 0.0, "transcript": 1.0, "reviews": 1.0, "many": 2.0}
# The first and last of the features whose means tell a genre (enum feature, shape.c).
SIGNS = ("length", "outcome")
SIGN_RIDGE = 0.003
# What a set's layout says and a document's does not.
LEFT_OUT = {"section", "item", "cues"}
RIDGES = (10.0, 100.0)
POWERS = (0.5, 0.75)
# Words learned with the features, as levels of -LEVEL_MAX to LEVEL_MAX: those that matter most of those that stand in this share of the texts.
CUES = (0, 30, 60)
WORDS = 400
CUE_SHARE = 0.06
CUE_RIDGE = 500.0
# What a longer list of words must add to ROUGE-1 and -2 together to be worth its lines.
CUES_WORTH = 0.1
LEVEL_MAX = 9
LIKENESS_COSTS = (0.75, 2.5)
SCORE_WORTHS = (1.0, 0.5)
# The chance that a summary holds a word to this power is what the word is worth: above 1 for the few that matter most.
SHARPNESSES = (1, 2, 3)
# What another than the first of each of the last two, and where each sentence must stand alone of all three, must add to ROUGE-1 and -2
# together: editors, too, choose by the score.
CHOOSING_WORTH = 0.6
# As src/rank/concepts.c has them.
CONCEPT_FEATURES = ("bias", "sentences", "sentences-square", "documents", "place", "opening", "opening-square", "spread", "spread-sentences", "empty", "number", "best", "best-square", "mean",
                    "mass", "mass-square")
CONCEPT_RIDGE = 1e-5
SCORE_MAX, SCORE_USUAL = 4.0, 2.0
LENGTH_POWER, WORDS_MIN, FEW = 0.9, 4, 10


# --- reading ---


def plain_words(text):
    return re.findall(r"[^\W\d_]+", text.lower())


def stemmed(word):
    return re.sub(r"(ing|edly|ed|es|ly|s|e)$", "", word) if len(word) > 4 else word


def tokens(text):
    return [stemmed(w) for w in re.findall(r"[^\W_]+", text.lower())]


def grams(words, n):
    return collections.Counter(zip(*(words[i:] for i in range(n))))


class Text:
    """One row: its sentences as features and counts, its summaries as counts."""

    def __init__(self, row, items):
        self.id = row["id"]
        self.lang = row.get("lang", "en")
        self.texts = [i["text"] for i in items]
        self.features = np.array([list(i["features"].values()) for i in items], np.float64)
        self.names = list(items[0]["features"])
        first, last = (self.names.index(name) for name in SIGNS)
        self.signs = np.append(self.features[:, first : last + 1].mean(0), math.log(1 + len(items)))
        if "budget" in row:
            self.count(row, items)

    def count(self, row, items):
        self.kind, self.budget = row["budget"]
        self.words = [tokens(i["text"]) for i in items]
        self.length = np.array([len(i["text"].split()) for i in items], float)
        self.pairs = [grams(w, 2) for w in self.words]
        self.single = [grams(w, 1) for w in self.words]
        self.document = [i["document"] for i in items]
        column = {name: k for k, name in enumerate(self.names)}
        self.leans = (self.features[:, column["leaning"]] > 0) | (self.features[:, column["speech"]] > 0.97)
        self.leans |= np.array([i["text"].endswith(":") for i in items])
        self.gold = []
        for summary in row.get("summaries") or [row["summary"]]:
            words = tokens(summary)
            self.gold.append((grams(words, 1), grams(words, 2), len(words)))
        self.centre = self.features - self.features.mean(0)
        self.likeness = likeness_of(self.words)

    def gain(self, power):
        out = np.zeros(len(self.words))
        for i, words in enumerate(self.words):
            for one, two, n in self.gold:
                hit = sum(min(c, one[g]) for g, c in self.single[i].items())
                hit2 = sum(min(c, two[g]) for g, c in self.pairs[i].items())
                out[i] += 2 * hit / max(1, n + len(words)) + 2 * hit2 / max(1, n + len(words) - 2)
        out /= np.maximum(1, self.length) ** power
        deviation = out.std()
        return (out - out.mean()) / deviation if deviation > 1e-9 else out * 0

    def oracle(self):
        """The set of sentences, built greedily, that has most in common with the summaries."""
        taken, best = [], 0.0
        likely = np.argsort(-self.gain(0.0), kind="stable")[:30]
        while len(taken) < self.budget:
            found = max(((self.rouge([*taken, i]).sum(), -i) for i in likely if i not in taken), default=(0, 0))
            if found[0] <= best:
                break
            best = found[0]
            taken.append(-found[1])
        out = np.zeros(len(self.words))
        out[taken] = 1
        return (out - out.mean()) / max(1e-9, out.std())

    def count_words(self, vocabulary):
        """Features and how often each word of the vocabulary stands in each sentence, side by side."""
        words = np.zeros((len(self.texts), len(vocabulary)), np.float32)
        for i, text in enumerate(self.texts):
            for w in plain_words(text):
                if w in vocabulary:
                    words[i, vocabulary[w]] += 1
        self.columns = np.hstack([self.features, words])

    def rouge(self, chosen):
        words, pairs = collections.Counter(), collections.Counter()
        n = 0
        for i in chosen:
            words.update(self.single[i])
            pairs.update(self.pairs[i])
            n += len(self.words[i])
        total = np.zeros(2)
        for one, two, m in self.gold:
            hit = sum(min(c, one[g]) for g, c in words.items() if g in one)
            hit2 = sum(min(c, two[g]) for g, c in pairs.items() if g in two)
            total += (2 * hit / max(1, n + m), 2 * hit2 / max(1, n + m - 2))
        return total / len(self.gold)


def likeness_of(sentences):
    """Cosines of (1 + log tf) x log(n / sentences) of stems, at most the first thousand sentences."""
    sentences = sentences[:1000]
    with_word = collections.Counter(w for s in sentences for w in sorted(set(s)))
    ids = {w: k for k, w in enumerate(with_word)}
    matrix = np.zeros((len(sentences), max(1, len(ids))), np.float32)
    for i, s in enumerate(sentences):
        for w, c in collections.Counter(s).items():
            matrix[i, ids[w]] = (1 + math.log(c)) * math.log((len(sentences) + 1) / (with_word[w] + 0.5))
    norm = np.sqrt((matrix**2).sum(1, keepdims=True))
    matrix /= np.where(norm > 0, norm, 1)
    return matrix @ matrix.T


def scored(precis, cache, row):
    """The answer of `precis inspect --stage scores`, kept in the cache by row and program."""
    name = os.path.join(cache, hashlib.sha256((precis + str(os.path.getmtime(precis)) + row["id"] + row.get("text", "")).encode()).hexdigest() + ".json")
    if not os.path.exists(name):
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for i, text in enumerate(row["docs"] if "docs" in row else [row["text"]]):
                files.append(os.path.join(folder, f"{i:04d}.txt"))
                with open(files[-1], "w", encoding="utf-8") as file:
                    file.write(text)
            command = [precis, "inspect", *files, "--stage", "scores", "--format", "json"]
            if row.get("lang"):
                command += ["--lang", row["lang"]]
            with open(name + ".new", "wb") as out:
                subprocess.run(command, stdout=out, check=True)
            os.rename(name + ".new", name)
    with open(name, encoding="utf-8") as file:
        return json.load(file)["items"]


def load(precis, cache, path):
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda row: scored(precis, cache, row), rows))
    return [Text(row, items) for row, items in zip(rows, answers) if len(items) > 1]


# --- fitting ---


def fold_of_id(name):
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS


def fold_of(text):
    return fold_of_id(text.id)


class Sums:
    """What least squares needs of texts: products of all columns with each other and with each target."""

    def __init__(self, texts):
        centred = [t.columns - t.columns.mean(0) for t in texts]
        self.scale = np.sqrt(np.mean([c.var(0) for c in centred], 0))
        self.scale = np.where(self.scale > 1e-6, self.scale, np.inf)
        self.left = 0
        self.right = {power: 0 for power in texts[0].gains}
        for t, c in zip(texts, centred):
            x = c / self.scale
            share = 1 / math.sqrt(len(x))
            self.left = self.left + share * x.T @ x
            for power, y in t.gains.items():
                self.right[power] = self.right[power] + share * x.T @ y

    def solve(self, power, ridge, used, words):
        """Weights of the raw columns: small where a column varies little. Every document counts the same."""
        columns = [*used, *words]
        strength = np.array([ridge] * len(used) + [CUE_RIDGE] * len(words))
        left = self.left[np.ix_(columns, columns)] + np.diag(strength)
        weights = np.linalg.solve(left, self.right[power][columns]) / self.scale[columns]
        return np.where(np.isfinite(weights), weights, 0)


class Model:
    """Weights of features and words; the words' as levels of one step."""

    def __init__(self, sums, power, ridge, cues, used, first_word):
        every = range(first_word, len(sums.scale))
        weights = sums.solve(power, ridge, used, every)[len(used) :]
        spread = np.where(np.isfinite(sums.scale[first_word:]), sums.scale[first_word:], 0)
        self.words = sorted(first_word + np.argsort(-np.abs(weights) * spread, kind="stable")[:cues])
        weights = sums.solve(power, ridge, used, self.words)
        self.used, self.feature, word = used, weights[: len(used)], weights[len(used) :]
        most = np.abs(word).max() if len(word) else 0.0
        self.step = most / LEVEL_MAX if most > 0 else 1.0
        self.levels = np.round(word / self.step)

    def scores(self, text):
        return text.features[:, self.used] @ self.feature + self.step * (text.columns[:, self.words] @ self.levels)


class Concepts:
    """The words and pairs of words of a text's sentences: who holds which, what is known of each whatever the scores, and the share of the
    summaries that hold it."""

    def __init__(self, text, empty):
        said = [list(dict.fromkeys([(w,) for w in words] + list(zip(words, words[1:])))) for words in text.words]
        ids = {}
        self.held = [np.array([ids.setdefault(g, len(ids)) for g in row], int) for row in said]
        holders = [[] for _ in ids]
        for i, row in enumerate(self.held):
            for k in row:
                holders[k].append(i)
        self.counts = np.array([len(h) for h in holders])
        self.holders = np.concatenate([np.array(h) for h in holders])
        self.starts = np.concatenate([[0], np.cumsum(self.counts)[:-1]]).astype(int)
        self.is_word = np.array([len(g) == 1 for g in ids])
        first = self.holders[self.starts]
        often, opening = np.log(self.counts), 1 / (1 + first)
        last = self.holders[self.starts + self.counts - 1]
        spread = (last - first) / len(said)
        documents = np.log([len({text.document[i] for i in h}) for h in holders])
        none = [sum(w in empty for w in g) / len(g) for g in ids]
        number = [any(w.isdigit() for w in g) for g in ids]
        self.fixed = np.stack([np.ones(len(ids)), often, often**2, documents, first / len(said), opening, opening**2, spread, spread * often, none, number], 1)
        self.target = np.mean([[min(1, (one if len(g) == 1 else two).get(g, 0)) for g in ids] for one, two, _ in text.gold], 0)
        self.length = np.maximum(WORDS_MIN, text.length) ** LENGTH_POWER

    def measured(self, scores):
        of = scores[self.holders]
        best = np.maximum.reduceat(of, self.starts)
        mass = np.add.reduceat(np.exp(np.minimum(of, SCORE_MAX) - SCORE_USUAL), self.starts)
        return np.hstack([self.fixed, np.stack([best, best**2, np.add.reduceat(of, self.starts) / self.counts, mass, mass**2], 1)])

    def worth(self, weights, scores):
        measured = self.measured(scores)
        return np.clip(np.where(self.is_word, measured @ weights["word"], measured @ weights["pair"]), 0, 1)


def deviations(values):
    spread = values.std()
    return (values - values.mean()) / spread if spread > 1e-9 else values * 0


def fit_concepts(texts, model):
    sums = {"word": [0, 0], "pair": [0, 0]}
    for t in texts:
        measured = t.concepts.measured(deviations(model.scores(t)))
        for kind, of in (("word", t.concepts.is_word), ("pair", ~t.concepts.is_word)):
            x = measured[of]
            sums[kind][0] = sums[kind][0] + x.T @ x / len(measured)
            sums[kind][1] = sums[kind][1] + x.T @ t.concepts.target[of] / len(measured)
    return {kind: np.linalg.solve(left + np.eye(len(left)) * CONCEPT_RIDGE * len(texts), right) for kind, (left, right) in sums.items()}


def choose(text, model, score_worth, sharpness, cost):
    """As src/rank/select.c does it, but that nothing is taken along."""
    concepts = text.concepts
    scores = deviations(model.scores(text))
    worth = concepts.worth(model.concepts, scores) ** sharpness
    added = np.array([worth[row].sum() for row in concepts.held])
    step = len(scores) / (len(scores) + FEW) / (concepts.length * max(1e-9, (added / concepts.length).std()))
    n = len(text.likeness)
    like, taken, used = np.zeros(len(scores)), [], 0.0
    out = text.leans.copy()
    while True:
        value = score_worth * scores + added * step - cost * like
        fits = ~out & (like <= 0.8)
        if text.kind == "words" and used:
            fits &= used + text.length <= text.budget
        if (text.kind == "sentences" and len(taken) >= text.budget) or not fits.any():
            return taken
        i = int(np.where(fits, value, -1e12).argmax())
        taken.append(i)
        out[i] = True
        used += text.length[i]
        if i < n:
            like[:n] = np.maximum(like[:n], text.likeness[i])
        for k in concepts.held[i]:
            if worth[k]:
                start = concepts.starts[k]
                added[concepts.holders[start : start + concepts.counts[k]]] -= worth[k]
                worth[k] = 0


def quality(texts, model, *settings):
    return np.mean([t.rouge(choose(t, model, *settings)) for t in texts], 0) * 100


def weights_of(genre, model, texts, names, common):
    """What is written of a model: weights in deviations of the score, words with their levels."""
    deviation = np.mean([model.scores(t).std() for t in texts])
    weights = np.zeros(len(names))
    weights[model.used] = model.feature / deviation
    weights[names.index("cues")] = model.step / deviation
    for name, worth in {**PRIORS, "title": TITLE_PRIORS[genre]}.items():
        weights[names.index(name)] = worth
    cues = {common[w - len(names)]: int(level) for w, level in zip(model.words, model.levels) if level}
    return {"weights": weights, "cues": cues, "concepts": model.concepts}


def empty_words(languages, lang):
    """The words of a language's file that mean nothing by themselves."""
    with open(os.path.join(languages, lang + ".ini"), encoding="utf-8") as file:
        listed = re.search(r"^stop =(.*?)^\S", file.read(), re.M | re.S)
    return {stemmed(w.strip()) for w in listed[1].split(",")}


def fit(genre, texts, languages):
    names = texts[0].names
    used = [k for k, n in enumerate(names) if n not in PRIORS and n != "title" and n not in LEFT_OUT]
    for t in texts:
        member = t.oracle() if t.kind == "sentences" else 0
        t.gains = {power: t.gain(power) + member for power in POWERS}
        t.concepts = Concepts(t, empty_words(languages, t.lang))
    standing = collections.Counter(w for t in texts for w in sorted({w for s in t.texts for w in plain_words(s)}))
    common = [w for w, n in standing.most_common(WORDS) if n >= max(5, CUE_SHARE * len(texts))]
    for t in texts:
        t.count_words({w: k for k, w in enumerate(common)})
    folds = [([t for t in texts if fold_of(t) != f], [t for t in texts if fold_of(t) == f]) for f in range(FOLDS)]
    sums = [Sums(train) for train, _ in folds]
    tried, models = {}, {}

    def model_of(fold, *settings):
        if (fold, settings) not in models:
            models[fold, settings] = Model(sums[fold], *settings, used, len(names))
            models[fold, settings].concepts = fit_concepts(folds[fold][0], models[fold, settings])
        return models[fold, settings]

    usual = (SCORE_WORTHS[0], SHARPNESSES[0], LIKENESS_COSTS[0])
    gated = 3 if texts[0].kind == "sentences" else 2

    def cross(power, ridge, cues, *choosing):
        key = (power, ridge, cues, *choosing)
        if key not in tried:
            rows = [quality(test, model_of(f, power, ridge, cues), *choosing) for f, (_, test) in enumerate(folds)]
            tried[key] = (np.mean(rows, 0), np.std(rows, 0))
        return tried[key][0].sum() - CUES_WORTH * CUES.index(cues) - (0 if choosing[:gated] == usual[:gated] else CHOOSING_WORTH)

    learning = max(itertools.product(POWERS, RIDGES, CUES), key=lambda k: cross(*k, *usual))
    choosing = max(itertools.product(SCORE_WORTHS, SHARPNESSES, LIKENESS_COSTS), key=lambda k: cross(*learning, *k))
    best = learning + choosing
    whole = Model(Sums(texts), *best[:3], used, len(names))
    whole.concepts = fit_concepts(texts, whole)
    rows = {None: whole} | {f: model_of(f, *best[:3]) for f in range(FOLDS)}
    settings = {"names": names, "score": best[3], "sharpness": best[4], "cost": best[5], "lang": texts[0].lang}
    tables = {f: settings | weights_of(genre, model, texts, names, common) for f, model in rows.items()}
    mean, spread = tried[best]
    print(f"{genre}: {len(texts)} texts, power {best[0]}, ridge {best[1]}, words {best[2]}, score {best[3]}, sharpness {best[4]}, likeness {best[5]}: "
          f"R1 {mean[0]:.2f} +- {spread[0]:.2f}, R2 {mean[1]:.2f} +- {spread[1]:.2f}", file=sys.stderr)
    for row in tables.values():
        row |= {"mean": mean, "spread": spread, "texts": len(texts)}
    return tables


def fit_signs(genres, texts, leave=None):
    """Weights and a bias a genre of one document: multinomial logistic regression, genres weighted by the root of their number
    (most of what is read is news)."""
    x = np.array([t.signs for _, t in texts])
    y = np.array([genres.index(g) for g, _ in texts])
    mean, deviation = x.mean(0), x.std(0) + 1e-6
    x = np.hstack([(x - mean) / deviation, np.ones((len(x), 1))])
    share = 1 / np.sqrt(np.bincount(y, minlength=len(genres))[y])
    share /= share.sum()
    target = np.eye(len(genres))[y]

    def learn(rows):
        weights = np.zeros((len(genres), x.shape[1]))
        for _ in range(4000):
            z = x[rows] @ weights.T
            p = np.exp(z - z.max(1, keepdims=True))
            p /= p.sum(1, keepdims=True)
            slope = ((p - target[rows]) * share[rows, None]).T @ x[rows]
            weights -= 2.0 * (slope + SIGN_RIDGE * weights)
        return weights

    rows = np.array([fold_of(t) != leave for _, t in texts])
    right = collections.Counter()
    for f in range(FOLDS if leave is None else 0):
        test = np.array([fold_of(t) == f for _, t in texts])
        for truth, guess in zip(y[test], (x[test] @ learn(~test).T).argmax(1)):
            right[genres[truth], truth == guess] += 1
            if truth != guess:
                right[genres[truth] + " for " + genres[guess], True] += 1
    if leave is None:
        print("genres:", {f"{k[0]}{'' if k[1] else ' missed'}": n for k, n in sorted(right.items())}, file=sys.stderr)
    weights = learn(rows)
    scaled = weights[:, :-1] / deviation
    return {g: np.append(scaled[k], weights[k, -1] - scaled[k] @ mean) for k, g in enumerate(genres)}


# --- writing ---

HEAD = """/* weights.c - how much each feature counts, by genre. Written by bench/fit_weights.py; do not edit.
 *
 * Fitted on (ROUGE-1 and its spread over five folds, none of them fitted on what it scores):
{sets}
 * The weights of features are in deviations of the score, those of headings, title and query set by hand; those of words and pairs of
 * words add up to the chance that a summary holds them. */
#include "rank/model.h"

"""


def enumerator(name):
    return {"main-heading": "MAIN", "aside-heading": "ASIDE", "like-lead": "LEAD_LIKENESS", "like-first": "FIRST_LIKENESS"}.get(name, name.upper().replace("-", "_"))


def table(genres, signs):
    sets = "\n".join(f" *   {g}: {os.path.basename(r['files'])}, {r['texts']} texts: {r['mean'][0]:.1f} (+-{r['spread'][0]:.1f})" for g, r in genres.items())
    out = [HEAD.format(sets=sets), "const struct genre_weights rank_weights[GENRE_COUNT] = {\n"]
    for genre, r in genres.items():
        out.append(f"    [GENRE_{genre.upper()}] =\n        {{\n            .feature =\n                {{\n")
        for name, weight in zip(r["names"], r["weights"]):
            if abs(weight) >= 0.0005:
                out.append(f"                    [FEATURE_{enumerator(name)}] = {weight:.3f}f,\n")
        out.append("                },\n")
        for kind, weights in r["concepts"].items():
            out.append(f"            .{kind} =\n                {{\n")
            out += [f"                    [CONCEPT_{n.upper().replace('-', '_')}] = {w:.6f}f,\n" for n, w in zip(CONCEPT_FEATURES, weights) if abs(w) >= 5e-7]
            out.append("                },\n")
        out.append(f"            .score = {r['score']:.2f}f,\n            .likeness_cost = {r['cost']:.2f}f,\n            .sharpness = {r['sharpness']},\n        }},\n")
    out.append("};\n\nconst struct genre_signs rank_signs[GENRE_COUNT] = {\n")
    for genre, row in signs.items():
        values = ", ".join(f"{v:.3f}f" for v in row[:-2])
        out.append(f"    [GENRE_{genre.upper()}] = {{{{{values}}}, {row[-2]:.3f}f, {row[-1]:.3f}f}},\n")
    out.append("};\n")
    return "".join(out)


CUES_HEAD = """
; What a word says of a sentence, by genre: levels from 9, speaks for it, to -9, against it. Written by bench/fit_weights.py.
"""


def write_cues(folder, genres):
    """Replaces the cues at the end of each language's file."""
    for lang in {r["lang"] for r in genres.values()}:
        path = os.path.join(folder, lang + ".ini")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        text = text.split(CUES_HEAD)[0].rstrip("\n") + "\n" + CUES_HEAD
        for genre, r in genres.items():
            if r["lang"] != lang or not r["cues"]:
                continue
            text += f"[cues.{genre}]\n"
            pairs = sorted(r["cues"].items(), key=lambda item: (-item[1], item[0]))
            for key, values in (("words", [w for w, _ in pairs]), ("levels", [str(level) for _, level in pairs])):
                text += "\n".join(textwrap.wrap(f"{key} = " + ", ".join(values), 100, subsequent_indent="  ")) + "\n"
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def write(path, languages, genres, signs):
    with open(path, "w", encoding="utf-8") as file:
        file.write(table(genres, signs))
    if languages:
        write_cues(languages, genres)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--precis", required=True)
    parser.add_argument("--cache", required=True)
    parser.add_argument("--write")
    parser.add_argument("--folds")
    parser.add_argument("--kinds")
    parser.add_argument("--cues", required=True)
    args = parser.parse_args()
    os.makedirs(args.cache, exist_ok=True)
    genres, known, ids = {}, [], []
    for item in args.sets:
        genre, _, files = item.partition("=")
        texts = [t for path in files.split(",") for t in load(args.precis, args.cache, path)]
        ids += [t.id for t in texts]
        known += [(genre, t) for t in texts if genre != "many"]
        genres[genre] = fit(genre, texts, args.cues)
        for row in genres[genre].values():
            row["files"] = ", ".join(os.path.basename(f) for f in files.split(","))
    if args.kinds:
        with open(args.kinds, encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        known += [(r["genre"], Text(r, items)) for r in rows if len(items := scored(args.precis, args.cache, r)) > 1]
    singles = [g for g in genres if g != "many"]
    signs = fit_signs(singles, known)
    if args.write:
        write(args.write, args.cues, {g: rows[None] for g, rows in genres.items()}, signs)
    for f in range(FOLDS if args.folds else 0):
        folder = os.path.join(args.folds, f"fold-{f}")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(args.cues, os.path.join(folder, "languages"))
        left = fit_signs(singles, known, f)
        write(os.path.join(folder, "weights.c"), os.path.join(folder, "languages"), {g: rows[f] for g, rows in genres.items()}, left)
        with open(os.path.join(folder, "ids"), "w", encoding="utf-8") as file:
            file.writelines(i + "\n" for i in ids if fold_of_id(i) == f)


if __name__ == "__main__":
    sys.exit(main())
