"""Documents to run over: sentences put together by chance, the same every time."""
import os
import random

SUBJECTS = ["The harbour board", "The coastal agency", "A committee of engineers", "The town council", "The fishing union", "The ministry",
            "A group of scientists", "The regional court", "The school district", "The railway company"]
VERBS = ["approved", "rejected", "delayed", "announced", "criticised", "reviewed", "published", "defended", "financed", "questioned"]
OBJECTS = ["the new breakwater", "a plan for the old pier", "the survey of the sea bed", "its report on the oyster beds",
           "the budget for next year", "a measure against erosion", "the timetable of the works", "the contract with the builders",
           "an appeal by the residents", "the results of the study"]
TAILS = ["on Tuesday after two years of hearings", "in March 2021 despite the objections of its members",
         "because the costs had risen to ${} million", "after {} people had signed a petition", "although only {} percent of the money was there",
         "while the crews of {} boats waited outside", "as the minister said in a letter to the mayor"]
SPEAKERS = ["Marta Oduya", "Idris Kane", "Helen Brandt", "Tomas Varga", "Li Wen"]


def sentence(dice):
    if dice.random() < 0.15:
        return f'"We have waited long enough for {dice.choice(OBJECTS)}, and nobody here has forgotten it," said {dice.choice(SPEAKERS)}.'
    return f"{dice.choice(SUBJECTS)} {dice.choice(VERBS)} {dice.choice(OBJECTS)} {dice.choice(TAILS).format(dice.randint(2, 900))}."


def document(seed, words=150):
    dice = random.Random(seed)
    blocks = [f"{dice.choice(SUBJECTS)} and {dice.choice(OBJECTS)} ({seed})"]
    count = 0
    while count < words:
        blocks.append(" ".join(sentence(dice) for _ in range(dice.randint(3, 6))))
        count += len(blocks[-1].split())
    return "\n\n".join(blocks) + "\n"


def write_documents(folder, count, words=150):
    for i in range(count):
        where = os.path.join(folder, f"d{i % 7}")
        os.makedirs(where, exist_ok=True)
        with open(os.path.join(where, f"doc{i:05d}.txt"), "w", encoding="utf-8") as file:
            file.write(document(i, words))
