MATCH (n:A) RETURN COUNT { (n)-[:T]->() } AS c
