def main(a):
    return {"x": [1, {1, 2}]}
