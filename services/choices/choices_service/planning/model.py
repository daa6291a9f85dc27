"""The week as a model for CP-SAT (OR-Tools). Imported only where it is solved: it takes 150 MB.

One yes-or-no per part and day; capacity per member and day; order by running sums, which is the tightest linear way to
say “not before”. Costs are whole numbers; their sizes say what matters more.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from choices_service.planning.problem import Answer, Problem, State, Work, gap_of

_STEP = 5
_MOST_EXTRA = 240
_LEFT_OUT, _MOVED, _FURTHER = 100_000, 1_000, 10
_FULL_MINUTE, _SAME_SUBJECT, _LATER_DAY = 2, 20, 1
_COMFORT = 0.8
"""Up to this part of its room a day costs nothing: something always takes longer than was thought."""
_LATE, _LATE_DAY, _MORE_DAYS = 15, 10, 20
_STATES: dict[Any, State] = {
    cp_model.OPTIMAL: "best",
    cp_model.FEASIBLE: "within",
    cp_model.INFEASIBLE: "impossible",
    cp_model.MODEL_INVALID: "impossible",
}


def solve(problem: Problem) -> Answer:
    """The cheapest plan that keeps every rule; the same problem and seed give the same one."""
    week = _Week(problem)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = problem.seed
    solver.parameters.linearization_level = 2
    # Counted in work done, not in time: a busy machine gives the same answer, later. The clock is the last resort.
    solver.parameters.max_deterministic_time = problem.seconds
    solver.parameters.max_time_in_seconds = 3 * problem.seconds
    state = _STATES.get(solver.solve(week.model), "unknown")
    return week.read(solver, state) if state in {"best", "within"} else Answer(state)


class _Week:
    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.model = cp_model.CpModel()
        self._costs: list[tuple[Any, int]] = []
        self._places: dict[str, list[dict[int, Any]]] = {}
        self._kept: dict[str, Any] = {}
        self._extra: dict[tuple[str, int], Any] = {}
        for work in problem.works:
            self._place(work)
        for work in problem.works:
            self._order(work)
        self._fit()
        {"plan": self._even, "least-change": self._near, "mend": self._mend}[problem.wish]()
        self.model.minimize(sum(one * weight for one, weight in self._costs))

    def _place(self, work: Work) -> None:
        """Each part on one day, or the whole work on none."""
        may_miss = "leave-out" in self._problem.reliefs and not work.fixed
        self._kept[work.key] = self.model.new_bool_var("") if may_miss else 1
        last = work.due if work.due is not None and "later" not in self._problem.reliefs else max(work.days, default=0)
        self._places[work.key] = []
        for part in range(work.parts):
            # What is fixed is where it is, also where nothing new may come.
            days = [work.now[part]] if work.fixed and work.now else [day for day in work.days if day <= last]
            place = {day: self.model.new_bool_var("") for day in days}
            self._places[work.key].append(place)
            self.model.add(sum(place.values()) == self._kept[work.key])
            if work.now and not work.fixed and work.now[part] in place:
                self.model.add_hint(place[work.now[part]], 1)

    def _order(self, work: Work) -> None:
        places = self._places[work.key]
        for earlier, later in pairwise(places):
            self._before(earlier, later)
        for key in work.after:
            if key in self._places:
                self._before(self._places[key][-1], places[0])

    def _before(self, earlier: dict[int, Any], later: dict[int, Any]) -> None:
        for day in later:
            begun = sum(one for other, one in later.items() if other <= day)
            self.model.add(begun <= sum(one for other, one in earlier.items() if other < day))

    def _loads(self) -> Iterator[tuple[str, int, list[tuple[int, Any, Work]]]]:
        """(member, day, what may be there: minutes, whether, work)."""
        found: dict[tuple[str, int], list[tuple[int, Any, Work]]] = defaultdict(list)
        for work in self._problem.works:
            for part, place in enumerate(self._places[work.key]):
                for day, there in place.items():
                    for member, minutes in work.minutes.items():
                        found[member, day].append((minutes[part], there, work))
        for (member, day), there in found.items():
            yield member, day, there

    def _fit(self) -> None:
        for member, day, there in self._loads():
            room: Any = self._problem.room[member][day]
            if "minutes" in self._problem.reliefs:
                steps = self.model.new_int_var(0, _MOST_EXTRA // _STEP, "")
                self._extra[member, day] = steps
                room = room + _STEP * steps
            fixed = sum(minutes for minutes, _, work in there if work.fixed)
            free = [(minutes, here) for minutes, here, work in there if not work.fixed]
            if free:
                # What is fixed may be too much already; then nothing may come beside it, and it stays.
                over = max(0, fixed - self._problem.room[member][day])
                self.model.add(sum(minutes * here for minutes, here in free) <= room - fixed + over)

    def _even(self) -> None:
        """Where it was wished; then no day quite full, or twice the same subject; rather early than late."""
        for member, day, there in self._loads():
            full = sum(minutes for minutes, _, _ in there)
            comfortable = int(self._problem.room[member][day] * _COMFORT)
            if full > comfortable:
                over = self.model.new_int_var(0, full, "")
                self.model.add(over >= sum(minutes * here for minutes, here, _ in there) - comfortable)
                self._costs.append((over, _FULL_MINUTE))
            subjects: dict[str, list[Any]] = defaultdict(list)
            for _, here, work in there:
                subjects[work.subject].append(here)
            for subject, several in subjects.items():
                if subject and len(several) > 1:
                    over = self.model.new_int_var(0, len(several), "")
                    self.model.add(over >= sum(several) - 1)
                    self._costs.append((over, _SAME_SUBJECT))
        for work in self._problem.works:
            for part, place in enumerate(self._places[work.key]):
                wished = work.now[part] if work.now else None
                for day, here in place.items():
                    self._costs.append((here, day * _LATER_DAY + _MOVED * (wished is not None and day != wished)))

    def _near(self) -> None:
        """As much as possible stays in, as much of that as possible where it is, and the rest near to it."""
        for work in self._problem.works:
            self._costs.append((1 - self._kept[work.key], _LEFT_OUT * work.worth))
            for part, place in enumerate(self._places[work.key]):
                now = work.now[part] if work.now else None
                for day, here in place.items():
                    away = 0 if now is None else _MOVED * (day != now) + _FURTHER * abs(day - now)
                    self._costs.append((here, away + day))

    def _mend(self) -> None:
        """As little as possible of what gives way."""
        for (_, day), steps in self._extra.items():
            some = self.model.new_bool_var("")
            self.model.add(steps <= _MOST_EXTRA // _STEP * some)
            self._costs += [(steps, _STEP * 10), (some, _MORE_DAYS * 10 + day)]
        for work in self._problem.works:
            self._costs.append((1 - self._kept[work.key], _LEFT_OUT * work.worth))
            for place in self._places[work.key][-1:]:
                for day, here in place.items():
                    late = day - work.due if work.due is not None and day > work.due else 0
                    self._costs.append((here, _LATE_DAY * late + _LATE * (late > 0)))

    def read(self, solver: cp_model.CpSolver, state: State) -> Answer:
        days = {
            key: [next(day for day, here in place.items() if solver.boolean_value(here)) for place in places]
            for key, places in self._places.items()
            if solver.value(self._kept[key])
        }
        extra: dict[str, dict[int, int]] = defaultdict(dict)
        for (member, day), steps in self._extra.items():
            if solver.value(steps):
                extra[member][day] = _STEP * solver.value(steps)
        cost, bound = solver.objective_value, solver.best_objective_bound
        return Answer(
            state=state,
            gap=0.0 if state == "best" else gap_of(cost, bound),
            cost=cost,
            bound=cost if state == "best" else bound,
            days=days,
            left_out=[work.key for work in self._problem.works if work.key not in days],
            extra=dict(extra),
        )
