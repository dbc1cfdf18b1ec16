"""Judge a message that somebody reported, by its words and links alone: no network is needed."""

import re

LINK = re.compile(r"https?://[^\s<>\"')\]]+", re.IGNORECASE)
PRESSING = ("password", "verify your account", "within 24 hours", "suspended", "gift card", "invoice attached")
BARE_ADDRESS = re.compile(r"^\d{1,3}(\.\d{1,3}){3}$")


def main(sender: str, subject: str, text: str, own_domains: list = ()) -> dict:
    """Return a score from 0 (harmless) to 100 (malicious), the verdict, the links and the reasons.

    sender: the address that the message says it is from
    subject: its subject
    text: its text, with its links written out
    own_domains: domains that belong to us; links to them say nothing
    """
    links = sorted(set(LINK.findall(text)))
    hosts = {re.sub(r"^https?://", "", link, flags=re.IGNORECASE).split("/")[0].split(":")[0].lower() for link in links}
    foreign = sorted(host for host in hosts if not belongs(host, own_domains))
    score = 0
    reasons = []
    if foreign:
        score += 30
        reasons.append("links to " + ", ".join(foreign))
    if any(BARE_ADDRESS.match(host) or host.startswith("xn--") for host in foreign):
        score += 30
        reasons.append("a link hides where it leads")
    said = [words for words in PRESSING if words in (subject + "\n" + text).lower()]
    if said:
        score += 20 * min(len(said), 2)
        reasons.append("presses: " + ", ".join(said))
    domain = sender.rpartition("@")[2].lower()
    if foreign and not belongs(domain, own_domains) and domain not in foreign:
        score += 10
        reasons.append("sent from " + (domain or "nowhere") + ", which it does not link to")
    verdict = "malicious" if score >= 70 else "suspicious" if score >= 30 else "harmless"
    print("judged", repr(subject), "with", score)
    return {"score": min(score, 100), "verdict": verdict, "links": links, "reasons": reasons}


def belongs(host, domains):
    return any(host == domain.lower() or host.endswith("." + domain.lower()) for domain in domains)
