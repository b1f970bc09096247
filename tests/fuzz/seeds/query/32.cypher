CREATE (:P {a: 1}), (:P {a: 2})
