CREATE (:A)-[:T]->(:B)<-[:U]-(:C)
