"""Group failed sign-ins by the address that they came from."""


def main(failures: list) -> dict:
    """Return each source with the accounts that it tried, the busiest first.

    failures: failed sign-ins, each with "user" and "address"
    """
    tried = {}
    attempts = {}
    for failure in failures:
        address = str(failure["address"])
        tried.setdefault(address, set()).add(str(failure["user"]))
        attempts[address] = attempts.get(address, 0) + 1
    sources = [
        {"address": address, "users": sorted(users), "attempts": attempts[address]}
        for address, users in tried.items()
    ]
    sources.sort(key=lambda source: (-len(source["users"]), source["address"]))
    print(len(failures), "failures from", len(sources), "addresses")
    return {"sources": sources}
