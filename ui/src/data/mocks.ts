import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import type { Mock, MockRule, NewMock } from '../contract';
import { api, ask } from './client';
import { useDeletion, useIsDeleting } from './deletion';
import { keys } from './keys';

export const mocksQuery = queryOptions({
  queryKey: keys.mocks,
  queryFn: () => ask(api.GET('/api/v1/mocks')),
  select: (whole) => whole.items,
});

/** All mock destinations. */
export function useMocks() {
  return useQuery(mocksQuery);
}

/** One mock destination. */
export function useMock(name: string) {
  const isDeleting = useIsDeleting(name);
  return useQuery({
    enabled: !isDeleting,
    queryKey: keys.mock(name),
    queryFn: () => ask(api.GET('/api/v1/mocks/{name}', { params: { path: { name } } })),
  });
}

/** The newest requests that came to a mock, newest first. */
export function useMockRequests(name: string) {
  const isDeleting = useIsDeleting(name);
  return useQuery({
    enabled: !isDeleting,
    queryKey: keys.mockRequests(name),
    queryFn: () => ask(api.GET('/api/v1/mocks/{name}/requests', { params: { path: { name } } })),
    select: (whole) => whole.items,
  });
}

export function useCreateMock() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (mock: NewMock) => ask(api.POST('/api/v1/mocks', { body: mock })),
    onSuccess: refresh,
  });
}

/** Gives a mock other rules; its sequences begin anew. */
export function useChangeMock(name: Mock['name']) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (rules: MockRule[]) => ask(api.PATCH('/api/v1/mocks/{name}', { params: { path: { name } }, body: { rules } })),
    onSuccess: refresh,
  });
}

/** Begins the sequences of a mock anew. */
export function useRestartMock(name: Mock['name']) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => ask(api.POST('/api/v1/mocks/{name}/restart', { params: { path: { name } } })),
    onSuccess: refresh,
  });
}

/** Forgets what came to a mock. */
export function useClearMockRequests(name: Mock['name']) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => ask(api.DELETE('/api/v1/mocks/{name}/requests', { params: { path: { name } } })),
    onSuccess: refresh,
  });
}

export function useDeleteMock(name: Mock['name'], onDeleted: () => Promise<unknown>) {
  return useDeletion({
    id: name,
    remove: () => ask(api.DELETE('/api/v1/mocks/{name}', { params: { path: { name } } })),
    list: keys.mocks,
    onDeleted,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.mocks });
}
