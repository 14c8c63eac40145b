import { respondWithProblem } from '@/lib/api/respond';
import { AppError } from '@/lib/errors/app-error';

/** Anybody who asks for an endpoint that is not there: a problem, as everywhere under /api. */
const handle = () => respondWithProblem(new AppError('not_found'), {});

export { handle as DELETE, handle as GET, handle as PATCH, handle as POST, handle as PUT };
