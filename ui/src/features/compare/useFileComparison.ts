import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { problemOf } from '../../data/client';
import { useToast } from '../../design/Toast';
import { takePayload } from './queries';

/** Takes a file and opens its comparison with an event, the file on the left. */
export function useFileComparison() {
  const navigate = useNavigate();
  const toast = useToast();
  return useMutation({
    mutationFn: async ({ file, eventId }: { file: File; eventId: string }) => ({ left: await takePayload(file), right: eventId }),
    onSuccess: (pair) => void navigate({ to: '/compare', search: pair }),
    onError: (error) => toast({ title: problemOf(error).detail, tone: 'failure' }),
  });
}
