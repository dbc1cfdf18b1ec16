# The way of `def main`, for Python 2.7 and later.
from __future__ import print_function


def main(text, least=1):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    print("counted", len(counts), "words")
    return {"words": [{"word": word, "count": counts[word]} for word in sorted(counts) if counts[word] >= least]}
