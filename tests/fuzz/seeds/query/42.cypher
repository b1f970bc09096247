MATCH (n:P {a: 1}) RETURN n
