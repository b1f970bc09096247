CREATE (a:A)-[:T]->(), (a)-[:T]->(), (:A)
