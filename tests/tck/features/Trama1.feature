Feature: Trama1 - What the engine has beyond the kit

  Scenario: [1] A label's alternatives
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:B), (:C)
      """
    When executing query:
      """
      MATCH (n:A|B) RETURN n
      """
    Then the result should be, in any order:
      | n    |
      | (:A) |
      | (:B) |
    And no side effects

  Scenario: [2] WHERE inside of a node pattern
    Given an empty graph
    And having executed:
      """
      CREATE (:P {a: 1}), (:P {a: 2})
      """
    When executing query:
      """
      MATCH (n:P WHERE n.a > 1) RETURN n.a AS a
      """
    Then the result should be, in any order:
      | a |
      | 2 |
    And no side effects

  Scenario: [3] COUNT counts the matches of a pattern
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(), (a)-[:T]->(), (:A)
      """
    When executing query:
      """
      MATCH (n:A) RETURN COUNT { (n)-[:T]->() } AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |
      | 0 |
    And no side effects

  Scenario: [4] A shortest path
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(:X)-[:T]->(b:B), (a)-[:T]->(:Y)-[:T]->(:Z)-[:T]->(b)
      """
    When executing query:
      """
      MATCH p = shortestPath((:A)-[:T*]->(:B)) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 2 |
    And no side effects

  Scenario: [5] All shortest paths
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(:X)-[:T]->(b:B), (a)-[:T]->(:Y)-[:T]->(b)
      """
    When executing query:
      """
      MATCH p = allShortestPaths((:A)-[:T*]->(:B)) RETURN p
      """
    Then the result should be, in any order:
      | p                                    |
      | <(:A)-[:T]->(:X)-[:T]->(:B)> |
      | <(:A)-[:T]->(:Y)-[:T]->(:B)> |
    And no side effects

  Scenario: [6] An index changes no result
    Given an empty graph
    And having executed:
      """
      CREATE INDEX FOR (n:P) ON (n.a)
      """
    And having executed:
      """
      CREATE (:P {a: 1}), (:P {a: 1.0}), (:P {a: '1'}), (:P)
      """
    When executing query:
      """
      MATCH (n:P {a: 1}) RETURN n
      """
    Then the result should be, in any order:
      | n             |
      | (:P {a: 1})   |
      | (:P {a: 1.0}) |
    And no side effects

  Scenario: [7] Procedures over names
    Given an empty graph
    And having executed:
      """
      CREATE (:B {p: 1})-[:T]->(:A)
      """
    When executing query:
      """
      CALL db.labels() YIELD label RETURN label
      """
    Then the result should be, in any order:
      | label |
      | 'A'   |
      | 'B'   |
    And no side effects

  Scenario: [8] The schema counts what is connected
    Given an empty graph
    And having executed:
      """
      CREATE (a:A)-[:T]->(:B), (a)-[:T]->(:B)
      """
    When executing query:
      """
      CALL db.schema()
      """
    Then the result should be, in any order:
      | source | type | target | count |
      | 'A'    | 'T'  | 'B'    | 2     |
    And no side effects

  Scenario: [9] Neighbours up to a distance
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)<-[:T]-(:C)-[:T]->(:D)
      """
    When executing query:
      """
      MATCH (a:A) CALL trama.neighbours(a, 2) YIELD node, distance RETURN node, distance
      """
    Then the result should be, in any order:
      | node | distance |
      | (:B) | 1        |
      | (:C) | 2        |
    And no side effects

  Scenario: [10] A path whatever the directions
    Given an empty graph
    And having executed:
      """
      CREATE (:A)-[:T]->(:B)<-[:U]-(:C)
      """
    When executing query:
      """
      MATCH (a:A), (c:C) CALL trama.path(a, c) YIELD path RETURN path
      """
    Then the result should be, in any order:
      | path                         |
      | <(:A)-[:T]->(:B)<-[:U]-(:C)> |
    And no side effects

  Scenario: [11] An unknown function is refused when compiled
    Given any graph
    When executing query:
      """
      RETURN toInteggr('1')
      """
    Then a SyntaxError should be raised at compile time: UnknownFunction

  Scenario: [12] A failing statement changes nothing
    Given an empty graph
    When executing query:
      """
      CREATE (:A) WITH 1 AS x UNWIND [1, 0] AS d CREATE (:B) RETURN 1 / d
      """
    Then a ArithmeticError should be raised at runtime: DivisionByZero

  Scenario: [13] A runaway regular expression is stopped
    Given any graph
    When executing query:
      """
      RETURN 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' =~ '(a+)+' AS m
      """
    Then a LimitError should be raised at any time: *

  Scenario: [14] EXISTS with a whole query inside
    Given an empty graph
    And having executed:
      """
      CREATE (:A {v: 1})-[:T]->(:B {v: 2}), (:A {v: 3})-[:T]->(:B {v: 2})
      """
    When executing query:
      """
      MATCH (a:A) WHERE EXISTS { MATCH (a)-[:T]->(b) WHERE b.v > a.v } RETURN a.v AS v
      """
    Then the result should be, in any order:
      | v |
      | 1 |
    And no side effects
