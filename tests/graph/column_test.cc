#include "core/graph/column.h"

#include <catch2/catch.hpp>

using namespace trama;

TEST_CASE("a typed column keeps its form while values fit", "[column]") {
  Column column;
  column.data = Column::Integers{1, 2};
  column.append(Value(3));
  column.append(Value());
  column.append(Value(5));
  REQUIRE(std::holds_alternative<Column::Integers>(column.data));
  CHECK(column.size() == 5);
  CHECK(column.at(2).integer() == 3);
  CHECK(column.is_null(3));
  CHECK(column.at(3).is_null());
  CHECK(column.at(4).integer() == 5);
}

TEST_CASE("a value of another type turns the column into values, nulls included", "[column]") {
  Column column;
  column.data = Column::Floats{0.5};
  column.append(Value());
  column.append(Value("text"));
  REQUIRE(std::holds_alternative<Column::Values>(column.data));
  CHECK(column.validity.empty());
  CHECK(column.at(0).floating() == 0.5);
  CHECK(column.is_null(1));
  CHECK(column.at(2).string() == "text");
}

TEST_CASE("a column of views becomes one of owned strings when appended to", "[column]") {
  const std::string owner = "first";
  Column column;
  column.data = Column::Strings{owner};
  CHECK(column.at(0).string() == "first");
  column.append(Value("second"));
  CHECK(std::holds_alternative<Column::Values>(column.data));
  CHECK(column.at(1).string() == "second");
}

TEST_CASE("typed forms give back values of their type", "[column]") {
  Column column;
  column.data = Column::Nodes{7};
  CHECK(column.at(0).node().id == 7);
  column.data = Column::Booleans{0, 1};
  CHECK_FALSE(column.at(0).boolean());
  CHECK(column.at(1).boolean());
  column.data = Column::Relationships{Relationship{3, 1, 2, 4}};
  CHECK(column.at(0).relationship().type == 4);
  column.data = Column::Dates{Date{10}};
  CHECK(column.at(0).date().days == 10);
  column.clear();
  CHECK(column.size() == 0);
}
