MATCH (a:Person), (b:Company {name: 'NVIDIA'}) CALL trama.path(a, b) YIELD path RETURN length(path) AS steps
