MATCH (n:P WHERE n.a > 1) RETURN n.a AS a
