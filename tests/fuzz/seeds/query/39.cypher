MATCH p = allShortestPaths((:A)-[:T*]->(:B)) RETURN p
