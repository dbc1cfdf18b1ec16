# Python 2.7 and 3, called by its function main. Python 2 has no type hints: the docstring says the types.
from __future__ import print_function


def main(text, least=1):
    """Counts the words of a text.

    :param str text: What is counted.
    :param int least: Words that are rarer are left out.
    """
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    print("counted", len(counts), "words")
    return {"words": [{"word": word, "count": counts[word]} for word in sorted(counts) if counts[word] >= least]}
