CREATE (a:A)-[:T]->(:B), (a)-[:T]->(:B)
