CREATE (:A), (:B), (:C)
