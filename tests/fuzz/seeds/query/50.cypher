MATCH (a:A), (c:C) CALL trama.path(a, c) YIELD path RETURN path
