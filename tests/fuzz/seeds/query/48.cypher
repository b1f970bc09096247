MATCH (a:A) CALL trama.neighbours(a, 2) YIELD node, distance RETURN node, distance
