//! HiGHS, through `good_lp`'s stock backend.
//!
//! `good_lp` builds the model; it is solved through the `highs` crate underneath, for `good_lp` folds "infeasible or
//! unbounded" into "infeasible" and keeps the best bound to itself.

use good_lp::SolverModel as _;
use highs::{HighsModelStatus, HighsSolutionStatus, Model, SolvedModel};

use super::oracle::{Effort, Reply};
use super::outcome::Status;
use super::prepare::Prepared;
use super::question::{FixedColumns, Posed, Question};
use super::scaling::Scaled;

/// How far a whole number may be from one: HiGHS's own 1e-6 lets a big-M row pass a little of everything.
const INTEGRALITY: f64 = 1e-7;

/// Asks HiGHS. A model that it cannot hold is refused with [`Status::Unsupported`].
pub(super) fn ask(prepared: &Prepared, question: &Question, effort: Effort) -> Reply {
    let scaled = match Scaled::new(prepared) {
        Ok(scaled) => scaled,
        Err(reason) => return Reply::saying(Status::Unsupported, reason),
    };
    let posed = Posed::new(&scaled.prepared, &scaled.question(question), FixedColumns::Bounds);
    let whole = prepared.is_integer() && !question.is_relaxed();
    let problem = posed.variables.optimise(posed.direction, posed.objective);
    let mut problem = problem.using(good_lp::highs);
    for (_, constraint) in posed.constraints {
        problem.add_constraint(constraint);
    }
    let solved = problem.try_into_inner().map_err(|error| error.to_string());
    let solved = solved.and_then(|model| run(model, question.is_plain(), effort));
    match solved {
        Ok(solved) => read(&solved, &scaled, whole, question.optimises(), effort),
        Err(message) => Reply::saying(Status::Error, message),
    }
}

fn run(mut model: Model, plain: bool, effort: Effort) -> Result<SolvedModel, String> {
    let presolve = if plain { "off" } else { "choose" };
    let options = [
        model.try_set_option("output_flag", false),
        model.try_set_option("presolve", presolve),
        model.try_set_option("time_limit", effort.time.as_secs_f64().min(1e7)),
        // The default gap of 1e-4 calls a point optimal that is not.
        model.try_set_option("mip_rel_gap", effort.gap),
        model.try_set_option("mip_abs_gap", 0.0),
        model.try_set_option("mip_feasibility_tolerance", INTEGRALITY),
        // One worker process each: threads of its own would fight over the cores, and runs would differ.
        model.try_set_option("threads", 1),
        model.try_set_option("parallel", "off"),
    ];
    if let Some(failure) = options.into_iter().find_map(Result::err) {
        return Err(format!("HiGHS refused an option: {failure:?}"));
    }
    model
        .try_solve()
        .map_err(|failure| format!("HiGHS failed: {failure:?}"))
}

/// What HiGHS says, in our words and units.
fn read(solved: &SolvedModel, scaled: &Scaled, whole: bool, optimises: bool, effort: Effort) -> Reply {
    let bound = if whole { best_bound(solved, scaled) } else { None };
    let status = match solved.status() {
        HighsModelStatus::Optimal if whole && effort.gap > 0.0 && solved.mip_gap() > f64::EPSILON => {
            Status::Feasible
        }
        HighsModelStatus::Optimal => Status::Optimal,
        HighsModelStatus::Infeasible => return Reply::bare(Status::Infeasible),
        HighsModelStatus::Unbounded => return Reply::bare(Status::Unbounded),
        HighsModelStatus::UnboundedOrInfeasible => {
            // Without an objective nothing is unbounded.
            let status = if optimises {
                Status::Unbounded
            } else {
                Status::Infeasible
            };
            return Reply::saying(status, "unbounded or infeasible");
        }
        HighsModelStatus::ReachedTimeLimit => Status::Feasible,
        other => return Reply::saying(Status::Error, format!("HiGHS stopped early: {other:?}")),
    };
    if solved.primal_solution_status() != HighsSolutionStatus::Feasible {
        return match status {
            Status::Optimal => Reply::saying(Status::Error, "HiGHS has no point at its optimum"),
            _ => Reply {
                bound,
                ..Reply::bare(Status::Limit)
            },
        };
    }
    Reply {
        values: scaled.point(solved.get_solution().columns().iter().copied()),
        objective: optimises.then(|| scaled.objective(solved.objective_value())),
        bound,
        ..Reply::bare(status)
    }
}

fn best_bound(solved: &SolvedModel, scaled: &Scaled) -> Option<f64> {
    let bound = solved.double_info_value(c"mip_dual_bound").ok()?;
    bound.is_finite().then(|| scaled.objective(bound))
}
