MATCH (p:Person) CALL trama.neighbours(p, 2) YIELD node, distance RETURN node.name AS name, distance ORDER BY distance, name
