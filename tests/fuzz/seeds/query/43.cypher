CREATE (:B {p: 1})-[:T]->(:A)
